package io.lotledger.ingest.eventlog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One captured vocabulary element: a partner's attributes of a location, a party or a product. Stored permanently. A
 * later entry with the same id is a new version.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or any other type's URI as sent
 * @param id the element's URI as sent
 * @param attributes values by attribute name as sent (URI or prefixed), in order; none for the name of a structured
 *     attribute, whose values have the names of {@link io.lotledger.ingest.document.event.NestedAttributes}. Earlier versions listed
 *     them by their innermost names
 * @param creationDate of the document; {@code null} if it has none, and in entries of earlier versions
 */
public record MasterDataCaptured(
        UUID organisation,
        String captureID,
        Instant recordTime,
        String vocabulary,
        String id,
        Map<String, List<String>> attributes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant creationDate) {
    private static final String BY_KEY = "key ";

    /** An attribute of a PUT, which replaces all that was known of the place or product. */
    public static final String WHOLE = "urn:lotledger:fsma204#put";

    /**
     * What an earlier version gave to a PUT in place of {@link #WHOLE}. Archives of a version before it gave it to each PUT and PATCH,
     * so it means nothing in what was captured from a document.
     */
    public static final String EARLIER_MARK = "urn:lotledger:fsma204#whole";

    /** An attribute of a change that is not the whole: it lists the names that the change removes. It may list none. */
    public static final String REMOVED = "urn:lotledger:fsma204#removed";

    /** The captureID of a change by a key. */
    public static String changedBy(String keyId) {
        return BY_KEY + keyId;
    }

    /** What is stored without one of these is damaged, and must not be taken for an element. */
    public MasterDataCaptured {
        requireNonNull(organisation, "organisation");
        requireNonNull(recordTime, "recordTime");
        requireNonNull(vocabulary, "vocabulary");
        requireNonNull(id, "id");
        requireNonNull(attributes, "attributes");
    }

    /**
     * Whether it replaces all that was known: by a PUT, not by a document. What earlier versions recorded of a PUT or PATCH is the
     * whole of one spelling of the id, and has no mark. It is read as a document of its time, since documents may have described the
     * same place under another spelling.
     */
    @JsonIgnore
    public boolean isWhole() {
        return attributes.containsKey(WHOLE) || (attributes.containsKey(EARLIER_MARK) && captureID.startsWith(BY_KEY));
    }
}
