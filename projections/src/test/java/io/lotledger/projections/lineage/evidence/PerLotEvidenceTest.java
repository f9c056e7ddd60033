package io.lotledger.projections.lineage.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PerLotEvidenceTest {
    private static final UUID ORGANISATION = UUID.fromString("5f0c7a52-1d39-4d3e-9a2e-5c1f4c1f8b11");
    private static final ContainerContents NO_UNITS = (unit, time) -> List.of();
    private static final String HARVEST = "https://id.gs1.org/01/09506000134352/10/H";

    @Test
    void lotsPackedFromOneShareTheListOfItsEvents() {
        List<CapturedEvent> events = new ArrayList<>();
        for (int lot = 0; lot < 3; lot++) {
            EventBuilder packing = EventBuilder.transformation("packing")
                    .named("packing " + lot)
                    .of(HARVEST, "5", "KGM")
                    .into(packed(lot), "5", "KGM");
            events.add(new CapturedEvent(lot + 1, packing.event(), "{}"));
        }
        PerLotEvidence evidence = new PerLotEvidence(events, NO_UNITS, new EvidenceFacts(ORGANISATION));

        List<CapturedEvent> first = evidence.of(id(packed(0)), Set.of(id(HARVEST)));
        List<CapturedEvent> second = evidence.of(id(packed(1)), Set.of(id(HARVEST)));

        assertThat(first).isEqualTo(events);
        assertThat(second).isSameAs(first);
    }

    @Test
    void lotWithAnEventOfItsOwnHasItBesideThoseOfItsInput() {
        CapturedEvent packing = new CapturedEvent(
                1,
                EventBuilder.transformation("packing")
                        .on("2026-04-01T09:00:00Z")
                        .of(HARVEST, "5", "KGM")
                        .into(packed(0), "5", "KGM")
                        .into(packed(1), "5", "KGM")
                        .event(),
                "{}");
        CapturedEvent shipping = new CapturedEvent(
                2,
                EventBuilder.observe("shipping")
                        .on("2026-04-02T09:00:00Z")
                        .of(packed(1), "5", "KGM")
                        .event(),
                "{}");
        PerLotEvidence evidence =
                new PerLotEvidence(List.of(packing, shipping), NO_UNITS, new EvidenceFacts(ORGANISATION));

        assertThat(evidence.of(id(packed(0)), Set.of(id(HARVEST)))).containsExactly(packing);
        assertThat(evidence.of(id(packed(1)), Set.of(id(HARVEST)))).containsExactly(packing, shipping);
    }

    private static UUID id(String lot) {
        return LotKey.of(lot).orElseThrow().idIn(ORGANISATION);
    }

    private static String packed(int lot) {
        return "https://id.gs1.org/01/09506000134369/10/P-" + lot;
    }
}
