package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.api.lots.LineageBody.AmountBody;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.lineage.history.WithdrawnLinks.Declaration;
import io.lotledger.projections.lineage.history.WithdrawnLinks.Link;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Edges that are no longer in force, in the form of the HTTP contract.
 *
 * @param nodes lots that only these edges reach
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record WithdrawnBody(List<NodeBody> nodes, List<EdgeBody> edges) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NodeBody(String lotId, @JsonProperty("class") String lotClass, String role) {}

    /** @param since the log position from which the edge held, {@code until} the one that ended it */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EdgeBody(
            String from,
            String to,
            List<String> eventIds,
            List<AmountBody> inputs,
            List<AmountBody> outputs,
            long since,
            long until,
            @Nullable DeclarationBody declaredBy) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DeclarationBody(
            String eventId,
            Instant declarationTime,
            Instant recordTime,
            @Nullable String reason,
            List<String> correctiveEventIds) {}

    static WithdrawnBody of(WithdrawnLinks withdrawn) {
        return new WithdrawnBody(
                withdrawn.lots().stream()
                        .map(node -> new NodeBody(
                                node.lot().shortId(),
                                node.lot().key().uri(),
                                node.role().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                withdrawn.links().stream().map(WithdrawnBody::edge).toList());
    }

    private static EdgeBody edge(Link link) {
        Declaration declared = link.declaredBy();
        return new EdgeBody(
                ShortUuid.encode(link.from()),
                ShortUuid.encode(link.to()),
                link.eventIds(),
                AmountBody.of(link.input()),
                AmountBody.of(link.output()),
                link.since(),
                link.until(),
                declared == null
                        ? null
                        : new DeclarationBody(
                                declared.eventId(),
                                declared.declarationTime(),
                                declared.recordTime(),
                                declared.reason(),
                                declared.correctiveEventIds()));
    }
}
