package io.lotledger.projections.lineage;

import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A link with its evidence.
 *
 * @param outputEvent null where the event that names the input names the output too
 * @param countsSerials the amounts are not these: they depend on what is known of serials at the position asked for
 */
record LinkRow(
        Link link,
        String inputEvent,
        @Nullable String outputEvent,
        @Nullable Amount input,
        @Nullable Amount output,
        boolean countsSerials) {

    /** One per event: where inputs and outputs came in two events, each has the amount it tells. */
    Stream<Edge> edges() {
        return outputEvent == null
                ? Stream.of(new Edge(link.from(), link.to(), inputEvent, input, output))
                : Stream.of(
                        new Edge(link.from(), link.to(), inputEvent, input, null),
                        new Edge(link.from(), link.to(), outputEvent, null, output));
    }
}
