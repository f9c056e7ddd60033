package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Balances and findings of the lots of generated chains, each lot alone and together with others. */
class BalanceAndFindingLawsIT {
    private final ProjectedLedger ledger = ProjectedLedger.emptied();

    @Property(tries = 9, shrinking = ShrinkingMode.OFF)
    void massBalanceConserves(@ForAll @LongRange(min = 1, max = 9) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);

        for (Lot lot : ledger.lots()) {
            for (Balance balance :
                    ledger.accounts.massBalance(lot, chain.size(), NOW).balances()) {
                assertThat(balance.produced().add(balance.unexplained()))
                        .as("%s: %s", lot.key().printed(), balance)
                        .isEqualByComparingTo(balance.consumed()
                                .add(balance.sold())
                                .add(balance.destroyed())
                                .add(balance.inTransit())
                                .add(balance.shortfall())
                                .add(balance.overdue())
                                .add(balance.onHand()));
                assertThat(balance.onHandByLocation().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(balance.onHand());
                assertThat(balance.inTransit()).isNotNegative();
                assertThat(balance.shortfall()).isNotNegative();
                assertThat(balance.onHand().signum() >= 0 || !balance.notes().isEmpty())
                        .as("a quantity below zero is explained: %s", balance)
                        .isTrue();
                assertThat(balance.unexplained()).isNotNegative();
            }
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void workbooksMassBalanceIsTheLotsOwn(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);

        for (Lot lot : ledger.lots()) {
            TraceEvidence evidence = ledger.evidence.of(ledger.lineage.trace(lot, Direction.BOTH, chain.size()));
            assertThat(ledger.accounts.balances(evidence, NOW).get(0).balances())
                    .as(lot.key().printed())
                    .isEqualTo(
                            ledger.accounts.massBalance(lot, chain.size(), NOW).balances());
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void whatIsFoundAboutALotDoesNotDependOnTheOthersAskedFor(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);

        List<UUID> all = ledger.lots().stream().map(Lot::id).toList();
        List<Finding> together = ledger.findings.of(ORGANISATION, all, chain.size(), NOW);
        List<Finding> apart = all.stream()
                .flatMap(lot -> ledger.findings.of(ORGANISATION, List.of(lot), chain.size(), NOW).stream())
                .toList();
        assertThat(together).hasSameElementsAs(apart);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void aTraceHasTheFindingsOfItsLots(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);

        for (Lot lot : ledger.lots()) {
            for (Direction direction : Direction.values()) {
                Trace trace = ledger.lineage.trace(lot, direction, chain.size());
                assertThat(ledger.findings.of(trace, NOW))
                        .as(lot.key().printed() + " " + direction)
                        .containsExactlyInAnyOrderElementsOf(
                                ledger.findings.of(ORGANISATION, trace.lotIds(), chain.size(), NOW));
            }
        }
    }
}
