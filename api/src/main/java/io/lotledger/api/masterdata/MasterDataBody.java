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
 * The master data of a location or product.
 *
 * @param attributes as an export at this log position shows them, merged from all its master data
 * @param versions the recorded versions, newest first
 * @param nextBefore the parameter {@code before} of the next page of versions; {@code null} on the last page
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

    /**
     * @param since the log position at which it was recorded
     * @param attributes what it says; of a PATCH, what was known with it
     */
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
                    json(version.attributes()));
        }
    }

    /**
     * The result of a PUT or PATCH.
     *
     * @param attributes all that is known now
     * @param removedAttributes what was known before and is not now
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Stored(
            String key,
            String id,
            long logPosition,
            boolean changed,
            Map<String, Object> attributes,
            List<String> removedAttributes) {}

    /** One value as a string, several as a list: the form that a PUT accepts. */
    static Map<String, Object> json(Attributes attributes) {
        Map<String, Object> json = new TreeMap<>();
        attributes.withValues().forEach((name, values) -> json.put(name, values.size() == 1 ? values.get(0) : values));
        return json;
    }
}
