package io.lotledger.projections.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One transformation in two events: one uses a pallet of the lot, the other a quantity of it. */
class LotEdgeRowTest {
    private static final UUID USED = new UUID(0, 1);
    private static final UUID MADE = new UUID(0, 2);
    private static final Amount LISTED = new Amount(BigDecimal.valueOf(10), "CS");
    private static final Amount ON_PALLET = new Amount(BigDecimal.valueOf(30), "CS");
    private static final Amount OUTPUT = new Amount(BigDecimal.valueOf(200), null);

    @Test
    void amountsOfTheEventThatListsAQuantityAndMakesTheLotCountOnce() {
        LotEdgeRow quantity = new LotEdgeRow(USED, MADE, "second", null, LISTED, OUTPUT, null);

        assertThat(LotEdgeRow.edges(
                        List.of(quantity),
                        List.of(
                                edge("first", List.of(ON_PALLET), List.of()),
                                edge("second", List.of(LISTED), List.of(OUTPUT)))))
                .containsExactlyInAnyOrder(
                        edge("second", List.of(LISTED), List.of(OUTPUT)), edge("first", List.of(ON_PALLET), List.of()));
    }

    @Test
    void eventThatUsesThePalletAndMakesTheLotHasOneEdgeWithBothAmounts() {
        LotEdgeRow quantity = new LotEdgeRow(USED, MADE, "first", "second", LISTED, OUTPUT, null);

        assertThat(LotEdgeRow.edges(List.of(quantity), List.of(edge("second", List.of(ON_PALLET), List.of(OUTPUT)))))
                .containsExactlyInAnyOrder(
                        edge("first", List.of(LISTED), List.of()), edge("second", List.of(ON_PALLET), List.of(OUTPUT)));
    }

    private static Edge edge(String event, List<Amount> inputs, List<Amount> outputs) {
        return new Edge(USED, MADE, event, inputs, outputs);
    }
}
