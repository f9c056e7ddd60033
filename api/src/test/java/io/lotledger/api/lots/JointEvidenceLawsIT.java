package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.findings.LotFindingRules;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Lots that were packed from the same lots are read together as each alone. */
class JointEvidenceLawsIT {
    private static final String[] PLACES = {"packer", "warehouse", "store"};
    private static final String[] STEPS = {"shipping", "receiving", "storing", "departing", "arriving", "retail_selling"
    };

    private static @Nullable ProjectedLedger ledger;
    private static int together;
    private static int lots;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("joint_evidence_laws");
    }

    @AfterContainer
    static void close() {
        ledger().close();
        assertThat(together).as("lots that are read together, of " + lots).isPositive();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void lotsPackedFromTheSameLotsAreReadTogetherAsEachAlone(@ForAll long seed) {
        Random random = new Random(seed);
        requireSameAsAlone(new Packings(random).tell(), random);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void lotsOfAnyChainAreReadTogetherAsEachAlone(@ForAll long seed) {
        Random random = new Random(seed);
        List<EpcisEvent> chain = random.nextBoolean() ? GeneratedChain.of(random) : GeneratedChain.ofEveryKind(random);
        chain.removeIf(event ->
                Objects.requireNonNullElse(event.fields().bizStep(), "").contains("void"));
        requireSameAsAlone(chain, random);
    }

    /** A quadratic reading would interpret 30 events for each of 30 lots. */
    @Example
    void eventsOfTheLotTheyWerePackedFromAreInterpretedOnce() {
        List<EpcisEvent> chain = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            chain.add(event("packed-" + i)
                    .at(1)
                    .step("packing")
                    .cases(lot("H"), 5)
                    .intoCases(lot("P" + i), 5)
                    .transformation());
            chain.add(event("shipped-" + i)
                    .at(2)
                    .step("shipping")
                    .cases(lot("P" + i), 5)
                    .object(Action.OBSERVE));
        }
        project(chain);
        InterpretationCache interpreted = new InterpretationCache();

        ledger().evidence
                .ofEach(
                        ORGANISATION,
                        all(),
                        chain.size(),
                        false,
                        (lot, evidence) -> EventInterpretation.of(evidence, interpreted));

        assertThat(interpreted.interpretedEvents()).isLessThanOrEqualTo(30 + 60);
    }

    private static void requireSameAsAlone(List<EpcisEvent> chain, Random random) {
        Collections.shuffle(chain, random);
        project(chain);
        InterpretationCache cache = new InterpretationCache();
        LotFindingRules rules = new LotFindingRules(FindingPolicy.DEFAULT);
        ledger().evidence.ofEach(ORGANISATION, all(), chain.size(), true, (lot, evidence) -> {
            TraceEvidence alone = ledger().evidence
                    .ofEach(ORGANISATION, List.of(lot), chain.size(), true)
                    .get(lot);
            lots++;
            if (evidence.together().size() > evidence.events().size()) together++;
            assertThat(evidence.events()).isEqualTo(alone.events());
            var joint = TraceClassifier.of(evidence, EventInterpretation.of(evidence, cache));
            var own = TraceClassifier.of(alone);
            assertThat(joint.rows()).isEqualTo(own.rows());
            assertThat(joint.unclassified()).isEqualTo(own.unclassified());
            assertThat(rules.of(evidence, cache, NOW)).isEqualTo(rules.of(alone, new InterpretationCache(), NOW));
        });
    }

    private static void project(List<EpcisEvent> chain) {
        List<Object> log = new ArrayList<>();
        for (EpcisEvent event : chain) log.add(ledger().captured(ORGANISATION, event));
        ledger().reset();
        for (int projection = 0; projection < 3; projection++) ledger().project(projection, log, 1, log.size());
    }

    private static Collection<UUID> all() {
        return ledger().lots().stream().map(Lot::id).toList();
    }

    private static ProjectedLedger ledger() {
        return Objects.requireNonNull(ledger);
    }

    /** A harvest or two that are packed into a few lots, each with events of its own; some share a pallet, a truck or an output. */
    private static final class Packings {
        private final Random random;
        private final List<EpcisEvent> events = new ArrayList<>();

        Packings(Random random) {
            this.random = random;
        }

        List<EpcisEvent> tell() {
            boolean mixed = random.nextInt(3) == 0;
            for (String harvest : mixed ? List.of("H", "K") : List.of("H")) {
                events.add(next(0).step("harvesting")
                        .at("urn:farm:1")
                        .cases(lot(harvest), 90)
                        .object(Action.ADD));
                for (int i = random.nextInt(3); i > 0; i--) moved(harvest, 0);
            }
            int packed = 2 + random.nextInt(12);
            for (int i = 0; i < packed; i++) {
                EventBuilder packing =
                        next(3).step("packing").at("urn:packer:1").cases(lot("H"), 5);
                if (mixed) packing.cases(lot("K"), 5);
                packing.intoCases(lot("P" + i), 10);
                if (random.nextInt(4) == 0) packing.intoCases(lot("P" + random.nextInt(packed)), 3);
                events.add(packing.transformation());
                for (int n = random.nextInt(4); n > 0; n--) own(i);
            }
            return events;
        }

        private void own(int i) {
            String lot = "P" + i;
            boolean shared = random.nextInt(5) == 0;
            String unit = pallet(shared ? 1 : 10 + i);
            String truck = pallet(random.nextInt(3) == 0 ? 2 : 30 + i);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> moved(lot, 4);
                case 3 -> {
                    events.add(next(4).step("packing")
                            .at(place())
                            .in(unit)
                            .cases(lot(lot), 4)
                            .aggregation(Action.ADD));
                    events.add(next(5).step(step()).at(place()).epc(unit).object(Action.OBSERVE));
                }
                case 4 -> {
                    events.add(next(4).step("loading")
                            .at(place())
                            .in(truck)
                            .epc(unit)
                            .aggregation(Action.ADD));
                    events.add(next(6).step(step()).at(place()).epc(truck).object(Action.OBSERVE));
                }
                case 5 ->
                    events.add(next(6).step("receiving")
                            .at(place())
                            .in(unit)
                            .cases(lot(lot), 3)
                            .aggregation(Action.OBSERVE));
                case 6 ->
                    events.add(next(6).step("unpacking")
                            .at(place())
                            .in(random.nextBoolean() ? unit : truck)
                            .aggregation(Action.DELETE));
                default ->
                    events.add(next(6).step("commissioning")
                            .at(place())
                            .cases(lot(lot), 2)
                            .intoCases(lot(shared ? "Q" : "Q" + i), 2)
                            .transformation());
            }
        }

        private void moved(String lot, int since) {
            EventBuilder moved = next(since).step(step()).at(place()).cases(lot(lot), 1 + random.nextInt(9));
            if (random.nextBoolean()) moved.to(place());
            if (random.nextBoolean()) moved.from(place());
            if (random.nextBoolean()) moved.paper("bol", "urn:epcglobal:cbv:bt:9521101000108:B" + random.nextInt(3));
            events.add(moved.object(random.nextInt(6) == 0 ? Action.ADD : Action.OBSERVE));
        }

        private EventBuilder next(int since) {
            return event("told-" + events.size()).at(since + random.nextInt(3));
        }

        private String step() {
            return STEPS[random.nextInt(STEPS.length)];
        }

        private String place() {
            return "urn:" + PLACES[random.nextInt(PLACES.length)] + ":1";
        }
    }
}
