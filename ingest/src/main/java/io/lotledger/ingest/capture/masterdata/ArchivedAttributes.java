package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an element in a document, which an archive may have written.
 *
 * @param recorded attributes as the log has them
 * @param said when the element was said, if an archive tells it; it counts in place of the document's creation date
 */
public record ArchivedAttributes(
        Map<String, List<String>> recorded, @Nullable Instant said) {
    private static final String SAID = "urn:lotledger:fsma204#said";

    /** @param sent attributes of a document's element */
    public static ArchivedAttributes read(Map<String, List<String>> sent) {
        Map<String, List<String>> recorded = new LinkedHashMap<>(sent);
        List<String> said = recorded.remove(SAID);
        recorded.remove(MasterDataCaptured.EARLIER_MARK);
        return new ArchivedAttributes(recorded, said == null || said.isEmpty() ? null : Times.parse(said.get(0)));
    }

    /** Whether the attributes replace a description, or remove some of it. */
    public static boolean replaces(Map<String, List<String>> sent) {
        return sent.containsKey(MasterDataCaptured.WHOLE) || sent.containsKey(MasterDataCaptured.REMOVED);
    }

    /** What an archive writes, so that {@link #read} gives what the log has. */
    public static Map<String, List<String>> write(MasterDataCaptured version) {
        Map<String, List<String>> written = new LinkedHashMap<>(version.attributes());
        written.remove(MasterDataCaptured.EARLIER_MARK);
        if (version.isWhole()) written.put(MasterDataCaptured.WHOLE, List.of("true"));
        written.put(SAID, List.of(Instant.ofEpochMilli(Statement.date(version)).toString()));
        return written;
    }
}
