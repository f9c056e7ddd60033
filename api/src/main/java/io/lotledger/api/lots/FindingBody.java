package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.model.Finding;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A finding in the form of the HTTP contract. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FindingBody(
        String kind,
        String severity,
        List<String> lots,
        List<String> eventIds,
        String message,
        @Nullable String cfr,
        Map<String, Object> details) {

    public static FindingBody of(UUID organisation, Finding finding) {
        return new FindingBody(
                finding.kind().word(),
                finding.kind().severity().word(),
                finding.lots().stream()
                        .map(lot -> ShortUuid.encode(lot.idIn(organisation)))
                        .toList(),
                finding.eventIds(),
                finding.message(),
                finding.cfr() == null ? null : "21 CFR " + finding.cfr(),
                finding.details());
    }
}
