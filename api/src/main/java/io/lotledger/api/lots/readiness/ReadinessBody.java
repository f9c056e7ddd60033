package io.lotledger.api.lots.readiness;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Readiness in the form of the HTTP contract.
 *
 * @param missing count of the required elements that the events lack, each once for all rows of its event
 * @param ctes one per row of FDA's spreadsheet
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ReadinessBody(
        String lotId, double score, double tlcScore, double tlcSourceScore, long missing, List<CteBody> ctes) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CteBody(String cte, String lotId, String eventId, Instant eventTime, String reason, List<KdeBody> kdes) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KdeBody(
            String kde,
            String column,
            String cfr,
            @Nullable String value,
            boolean present,
            boolean required,
            @Nullable AskBody ask) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AskBody(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}

    /**
     * @param ctes count of the rows of FDA's spreadsheet
     * @param missing count of the required elements that the events lack, each once for all rows of its event
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Scores(
            String lotId,
            @JsonProperty("class") String lotClass,
            double score,
            double tlcScore,
            double tlcSourceScore,
            int ctes,
            long missing) {}

    static ReadinessBody of(Lot lot, Readiness readiness) {
        return new ReadinessBody(
                lot.shortId(),
                Readiness.rounded(readiness.score()),
                Readiness.rounded(readiness.tlcScore()),
                Readiness.rounded(readiness.tlcSourceScore()),
                readiness.countMissing(),
                readiness.events().stream()
                        .map(event -> cte(lot.organisation(), event))
                        .toList());
    }

    static Scores scores(Lot lot, Readiness readiness) {
        return new Scores(
                lot.shortId(),
                lot.key().uri(),
                Readiness.rounded(readiness.score()),
                Readiness.rounded(readiness.tlcScore()),
                Readiness.rounded(readiness.tlcSourceScore()),
                readiness.events().size(),
                readiness.countMissing());
    }

    private static CteBody cte(UUID organisation, Readiness.Event event) {
        return new CteBody(
                event.cte(),
                ShortUuid.encode(event.lot().idIn(organisation)),
                event.eventID(),
                event.eventTime(),
                event.reason(),
                event.elements().stream().map(ReadinessBody::kde).toList());
    }

    private static KdeBody kde(Readiness.Element element) {
        Readiness.Contact ask = element.ask();
        return new KdeBody(
                element.kde(),
                element.column(),
                "21 CFR " + element.cfr(),
                element.value(),
                element.present(),
                element.required(),
                ask == null ? null : new AskBody(ask.gln(), ask.name(), ask.phone()));
    }
}
