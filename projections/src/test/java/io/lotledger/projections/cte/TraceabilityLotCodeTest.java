package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceabilityLotCodeTest {
    private static final String SEE_REFERENCE = "n/a (See Traceability Lot Code Source Reference)";

    private static Shipping shipping(String epcClass, EventBuilder... others) {
        LotKey lot = LotKey.of(epcClass).orElseThrow();
        List<io.lotledger.ingest.epcis.EpcisEvent> events = new java.util.ArrayList<>();
        events.add(observe("shipping")
                .on("2026-05-01T09:00:00-04:00")
                .of(epcClass, "5", "CS")
                .event());
        for (EventBuilder other : others) events.add(other.event());
        return only(Traced.of(lot, Direction.BACKWARD, KnownFacts.none(), events), Shipping.class);
    }

    @Test
    void codeIsPrintedAsGs1ElementStringFromAnyFormOfTheClass() {
        String link = "https://brand.example/x/01/9520002000005/10/A%2FB";

        assertThat(text(shipping(link).traceabilityLotCode())).isEqualTo("(01)09520002000005(10)A/B");
        assertThat(text(shipping("urn:epc:class:lgtin:9520002.100000.A%2FB").traceabilityLotCode()))
                .isEqualTo("(01)19520002000009(10)A/B");
        assertThat(text(shipping("urn:acme:lot:77").traceabilityLotCode())).isEqualTo("urn:acme:lot:77");
    }

    @Test
    void codeOnThePackingIsPrintedVerbatimEverywhereAfter() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                Direction.FORWARD,
                KnownFacts.none(),
                romaine().packedAt(PACKER, packedRomaine()).ilmd("urn:lotledger:fsma204#tlc", "BF0901-D"),
                packedRomaine().shipped(PACKER, WAREHOUSE),
                packedRomaine().usedAt(PROCESSOR, salad()).says("tlc", "SALAD 1"));

        assertThat(text(only(trace, Shipping.class).traceabilityLotCode())).isEqualTo("BF0901-D");
        List<Transformation> rows = Rows.of(trace, Transformation.class);
        assertThat(rows).extracting(row -> text(row.newLotCode())).containsExactly("BF0901-D", "SALAD 1");
        assertThat(text(rows.get(1).inputLotCode())).isEqualTo("BF0901-D");
    }

    @Test
    void codeOfAClassThatIsNoGs1KeyIsTheLotNumberItsMakerGaveIt() {
        Food cod = new Food("urn:gdst:plant.example:product:lot:class:plant.cod.7", "KGM");
        EventBuilder made = add("packing")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(cod.link(), "500", "KGM")
                .ilmd("https://gs1.org/voc/hasBatchLotNumber", "COD-7");

        assertThat(text(only(Traced.of(cod, made, cod.shipped(PACKER, WAREHOUSE)), Shipping.class)
                        .traceabilityLotCode()))
                .isEqualTo("COD-7");
        assertThat(text(only(
                                Traced.of(cod, made.says("tlc", "PRINTED 7"), cod.shipped(PACKER, WAREHOUSE)),
                                Shipping.class)
                        .traceabilityLotCode()))
                .isEqualTo("PRINTED 7");
    }

    @Test
    void codeOnAnEventOfSeveralLotsIsIgnored() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packedRomaine("P-1")
                        .shipped(PACKER, WAREHOUSE)
                        .of(packedRomaine("P-2").link(), "1", "CS")
                        .says("tlc", "X"));

        assertThat(text(only(trace, Shipping.class).traceabilityLotCode()))
                .isEqualTo(packedRomaine("P-1").key().printed());
    }

    @Test
    void sourceIsThePlaceOfCreationUnlessTheEventNamesAnother() {
        EventBuilder made = romaine().packedAt(PACKER, packedRomaine());

        assertThat(text(only(
                                Traced.of(packedRomaine(), made, packedRomaine().arrivedAt(STORE, WAREHOUSE)),
                                Receiving.class)
                        .source()
                        .businessName()))
                .isEqualTo(named(PACKER));
        assertThat(text(only(
                                Traced.of(
                                        packedRomaine(),
                                        made,
                                        packedRomaine()
                                                .arrivedAt(STORE, WAREHOUSE)
                                                .says("tlcSource", PROCESSOR)),
                                Receiving.class)
                        .source()
                        .businessName()))
                .isEqualTo(named(PROCESSOR));
    }

    @Test
    void bizLocationComesBeforeReadPoint() {
        EventBuilder made = romaine().packedAt(PACKER, packedRomaine()).readAt(STORE);

        assertThat(text(only(
                                Traced.of(packedRomaine(), made, packedRomaine().shipped(PACKER, WAREHOUSE)),
                                Shipping.class)
                        .source()
                        .businessName()))
                .isEqualTo(named(PACKER));
    }

    @Test
    void unknownSourceWithAReferencePointsToIt() {
        Shipping ffrn = only(
                Traced.of(
                        packedRomaine(),
                        packedRomaine().shipped(PACKER, WAREHOUSE).says("tlcSourceReference", "FFRN:13344288264")),
                Shipping.class);
        Food ofBrand = new Food(packedRomaine().link().replace("id.gs1.org", "trace.brand.example"), "CS");
        Shipping link = only(Traced.of(ofBrand, ofBrand.shipped(PACKER, WAREHOUSE)), Shipping.class);

        assertThat(text(ffrn.source().businessName())).isEqualTo(SEE_REFERENCE);
        assertThat(text(ffrn.source().country())).isEqualTo(SEE_REFERENCE);
        assertThat(text(ffrn.sourceReference())).isEqualTo("FFRN:13344288264");
        assertThat(text(link.source().businessName())).isEqualTo(SEE_REFERENCE);
        assertThat(text(link.sourceReference())).isEqualTo(ofBrand.link());
    }

    @Test
    void bothAreFilledWhenBothAreKnown() {
        Shipping row = only(
                Traced.of(
                        packedRomaine(),
                        romaine().packedAt(PACKER, packedRomaine()).says("tlcSourceReference", "FFRN:1"),
                        packedRomaine().shipped(PACKER, WAREHOUSE)),
                Shipping.class);

        assertThat(text(row.source().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.sourceReference())).isEqualTo("FFRN:1");
    }

    @Test
    void lotSentAsUrnWithNoKnownSourceIsAGapInBoth() {
        Shipping row = shipping("urn:epc:class:lgtin:9520002.000000.P-1");

        assertThat(text(row.source().businessName())).isEqualTo("missing");
        assertThat(text(row.sourceReference())).isEqualTo("missing");
    }

    @Test
    void knownSourceNeedsNoReference() {
        String urn = "urn:epc:class:lgtin:9520002.000000.P-1";
        Shipping row = shipping(
                urn,
                EventBuilder.transformation("repackaging")
                        .on("2026-04-30T09:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "1", "LBR")
                        .into(urn, "5", "CS"));

        assertThat(text(row.source().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.sourceReference())).isEqualTo("n/a");
    }

    @Test
    void linkOfTheProductAloneIsNotAReferenceToTheLotsSource() {
        String product = salad().link().substring(0, salad().link().indexOf("/10/"));
        EventBuilder made = transformation("commissioning")
                .on("2026-04-20T10:00:00-04:00")
                .at(PROCESSOR)
                .of(packedRomaine().link(), "10", "CS")
                .into(product, "50", "CS")
                .lotNumber("S-0420");

        assertThat(text(only(
                                Traced.of(salad().key(), Direction.BOTH, KnownFacts.none(), List.of(made.event())),
                                Transformation.class)
                        .sourceReference()))
                .isEqualTo("n/a");
    }
}
