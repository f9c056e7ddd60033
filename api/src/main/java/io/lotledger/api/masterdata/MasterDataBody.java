package io.lotledger.api.masterdata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterDataVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is known of a location or product.
 *
 * @param attributes as an export as of the position shows them, drawn from all that was said of it in any form
 * @param versions what was said and when, the newest first
 * @param nextBefore the parameter {@code before} of the next page of versions; {@code null} on the last
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record MasterDataBody(
        String key,
        String id,
        long logPosition,
        Map<String, Object> attributes,
        List<Version> versions,
        @Nullable Long nextBefore) {

    /** @param since the log position it was said at */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Version(
            long since,
            @Nullable Long until,
            Instant recordTime,
            String vocabulary,
            String id,
            Map<String, Object> attributes) {
        static Version of(MasterDataVersion version) {
            return new Version(
                    version.since(),
                    version.until(),
                    version.recordTime(),
                    version.vocabulary(),
                    version.id(),
                    shown(version.attributes()));
        }
    }

    /**
     * What a PUT or PATCH came to.
     *
     * @param attributes all that is kept under the id now
     * @param removedAttributes what the version before had under the id and this one has not
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Kept(
            String key,
            String id,
            long logPosition,
            boolean changed,
            Map<String, Object> attributes,
            List<String> removedAttributes) {}

    /** One value as text, several as a list: the form in which a PUT takes them. */
    static Map<String, Object> shown(Attributes attributes) {
        Map<String, Object> shown = new TreeMap<>();
        attributes.values().forEach((name, values) -> shown.put(name, values.size() == 1 ? values.get(0) : values));
        return shown;
    }
}
