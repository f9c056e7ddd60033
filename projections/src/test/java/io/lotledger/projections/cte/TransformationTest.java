package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.croutons;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransformationTest {
    private static final KnownFacts NONE = KnownFacts.none();
    private static final KnownFacts CROUTONS_OFF_LIST = KnownFacts.none()
            .product(croutons(), "productName", "Croutons", "hasFoodTraceabilityListCategory", "usfsma:None");

    @Test
    void lotOfTheIlmdIsMadeWhereItsProductIsAmongTheEpcs() {
        CriticalTrackingEvents trace = Traced.of(
                salad("S-1"),
                transformation("creating_class_instance")
                        .at(PROCESSOR)
                        .of(packedRomaine().link(), "100", "CS")
                        .intoEpc(salad("S-1").link().replaceAll("/10/.*", ""))
                        .lotNumber(List.of("S-1")));

        Transformation row = only(trace, Transformation.class);
        assertThat(text(row.inputLotCode())).isEqualTo(packedRomaine().key().printed());
        assertThat(text(row.newLotCode())).isEqualTo(salad("S-1").key().printed());
    }

    @Test
    void everyInputIsPairedWithEveryOutput() {
        CriticalTrackingEvents trace = Traced.of(
                salad("S-1"),
                packedRomaine("P-1")
                        .usedAt(PROCESSOR, salad("S-1"))
                        .of(packedRomaine("P-2").link(), "50", "CS")
                        .paper("prodorder", "urn:epcglobal:cbv:bt:9520015000007:BATCH%20A:1"));

        List<Transformation> rows = Rows.of(trace, Transformation.class);
        assertThat(rows)
                .extracting(
                        row -> text(row.inputLotCode()),
                        row -> text(row.inputQuantity()),
                        row -> text(row.newQuantity()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                packedRomaine("P-1").key().printed(), "100 cases", "2000 cases"),
                        org.assertj.core.groups.Tuple.tuple(
                                packedRomaine("P-2").key().printed(), "50 cases", "2000 cases"));
        Transformation row = rows.get(0);
        assertThat(text(row.newLotCode())).isEqualTo(salad("S-1").key().printed());
        assertThat(text(row.transformedAt().businessName())).isEqualTo(named(PROCESSOR));
        assertThat(text(row.sourceReference())).isEqualTo(salad("S-1").link());
        assertThat(text(row.completionDate())).isEqualTo("04/20/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order BATCH A:1 | n/a n/a");
        assertThat(text(row.inputProduct().productName()))
                .isEqualTo("GTIN " + packedRomaine().link().substring(22, 36));
        assertThat(text(row.inputProduct().brand())).isEqualTo("missing");
    }

    @Test
    void backwardTraceDoesNotShowWhatElseWasMadeOrWhatItBecame() {
        EventBuilder siblings = packedRomaine()
                .usedAt(PROCESSOR, salad("S-1"))
                .into(salad("S-2").link(), "7", "CS");
        EventBuilder later = salad("S-1").usedAt(STORE, salad("S-3")).on("2026-04-21T10:00:00-04:00");

        CriticalTrackingEvents backward = Traced.of(salad("S-1"), Direction.BACKWARD, NONE, siblings, later);
        CriticalTrackingEvents forward = Traced.of(packedRomaine(), Direction.FORWARD, NONE, siblings, later);

        assertThat(Rows.of(backward, Transformation.class))
                .extracting(row -> row.basis().lot())
                .containsExactly(salad("S-1").key());
        assertThat(Rows.of(forward, Transformation.class))
                .extracting(row -> row.basis().lot())
                .containsExactly(
                        salad("S-1").key(), salad("S-2").key(), salad("S-3").key());
    }

    @Test
    void forwardTraceShowsTheOtherInputsButNotTheirOwnEvents() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                Direction.FORWARD,
                NONE,
                packedRomaine("P-2").shipped(PACKER, PROCESSOR),
                packedRomaine("P-1")
                        .usedAt(PROCESSOR, salad())
                        .of(packedRomaine("P-2").link(), "50", "CS"));

        assertThat(tabs(trace)).containsExactly("Transformation", "Transformation");
        assertThat(trace.unclassified()).isEmpty();
    }

    @Test
    void transformationIdJoinsSeparateEvents() {
        CriticalTrackingEvents trace = Traced.of(
                salad(),
                transformation("commingling")
                        .named("in-1")
                        .on("2026-04-20T08:00:00-04:00")
                        .partOf("urn:t:1")
                        .of(packedRomaine("P-1").link(), "10", "CS"),
                transformation("commingling")
                        .named("in-2")
                        .on("2026-04-20T09:00:00-04:00")
                        .partOf("urn:t:1")
                        .of(packedRomaine("P-1").link(), "5", "CS")
                        .of(packedRomaine("P-2").link(), "6", "CS"),
                transformation("commingling")
                        .named("out-1")
                        .on("2026-04-20T10:00:00-04:00")
                        .at(PROCESSOR)
                        .partOf("urn:t:1")
                        .into(salad().link(), "100", "CS"),
                transformation("commingling")
                        .named("out-2")
                        .on("2026-04-21T10:00:00-04:00")
                        .partOf("urn:t:1")
                        .into(salad().link(), "50", "CS"));

        List<Transformation> rows = Rows.of(trace, Transformation.class);
        assertThat(rows).extracting(row -> text(row.inputQuantity())).containsExactly("15 cases", "6 cases");
        assertThat(rows).extracting(row -> text(row.newQuantity())).containsOnly("150 cases");
        assertThat(rows).extracting(row -> text(row.completionDate())).containsOnly("04/21/2026");
        assertThat(rows)
                .extracting(row -> text(row.transformedAt().businessName()))
                .containsOnly(named(PROCESSOR));
        assertThat(trace.unclassified())
                .extracting(CriticalTrackingEvents.Unclassified::eventID)
                .containsExactly("in-1", "in-2", "out-1");
        assertThat(reasons(trace)).containsOnly("part of a transformation whose rows are listed under out-2");
    }

    @Test
    void lotMadeByAJoinedTransformationHasThePlaceOfAnyOfItsEvents() {
        EventBuilder[] told = {
            transformation("commingling")
                    .named("in")
                    .on("2026-04-20T08:00:00-04:00")
                    .at(PROCESSOR)
                    .partOf("urn:t:1")
                    .of(packedRomaine().link(), "10", "CS"),
            transformation("commingling")
                    .named("out")
                    .on("2026-04-20T10:00:00-04:00")
                    .partOf("urn:t:1")
                    .into(salad().link(), "500", "CS"),
            salad().shipped(PROCESSOR, WAREHOUSE).on("2026-04-21T10:00:00-04:00")
        };

        assertThat(text(only(Traced.of(salad(), told), Shipping.class).source().businessName()))
                .isEqualTo(named(PROCESSOR));
        assertThat(Traced.lot(salad(), told).balance().balances().get(0).onHandByLocation())
                .containsOnlyKeys(Endpoints.placeKey(Optional.of(PROCESSOR)));
    }

    @Test
    void inputsWithoutAnOutputYetAreARowWithoutANewCode() {
        EventBuilder used = transformation("commingling")
                .partOf("urn:t:1")
                .at(PROCESSOR)
                .of(packedRomaine().link(), "10", "CS");
        CriticalTrackingEvents trace = Traced.of(packedRomaine(), used);

        Transformation row = only(trace, Transformation.class);
        assertThat(row.basis().lot()).isEqualTo(packedRomaine().key());
        assertThat(row.basis().reason()).endsWith("transformation without a known output");
        assertThat(text(row.inputQuantity())).isEqualTo("10 cases");
        assertThat(text(row.newLotCode())).isEqualTo("missing");
        assertThat(text(row.completionDate())).isEqualTo("missing");
        assertThat(reasons(trace)).isEmpty();
        assertThat(Traced.of(packedRomaine(), Direction.BACKWARD, KnownFacts.none(), used)
                        .rows())
                .as("what was made of the lot is not traced")
                .isEmpty();
    }

    @Test
    void outputsWithoutALotAreARowEachWithoutANewCode() {
        String product = salad().link().substring(0, salad().link().indexOf("/10/"));
        Transformation known = only(
                Traced.of(
                        packedRomaine(),
                        transformation("commissioning")
                                .on("2026-04-20T10:00:00-04:00")
                                .at(PROCESSOR)
                                .of(packedRomaine().link(), "40", "CS")
                                .into(product, "35", "CS")),
                Transformation.class);
        Transformation unit = only(
                Traced.of(
                        packedRomaine(),
                        transformation("commissioning")
                                .on("2026-04-20T10:00:00-04:00")
                                .at(PROCESSOR)
                                .of(packedRomaine().link(), "40", "CS")
                                .intoEpc(PALLET)),
                Transformation.class);

        assertThat(List.of(text(known.newLotCode()), text(known.newQuantity()), text(known.completionDate())))
                .containsExactly("missing", "35 cases", "04/20/2026");
        assertThat(List.of(text(unit.newLotCode()), text(unit.newQuantity()), text(unit.completionDate())))
                .containsExactly("missing", "missing missing", "04/20/2026");
    }

    @Test
    void productOffTheListNeedsNoNewCode() {
        String product = croutons().link().substring(0, croutons().link().indexOf("/10/"));
        KnownFacts known = KnownFacts.none().product(croutons(), "foodTraceabilityListCategory", "none");

        assertThat(Traced.of(
                                packedRomaine(),
                                Direction.BOTH,
                                known,
                                transformation("commissioning")
                                        .at(PROCESSOR)
                                        .of(packedRomaine().link(), "40", "CS")
                                        .into(product, "35", "CS"))
                        .rows())
                .isEmpty();
    }

    @Test
    void noInputsAtAllIsOneRowOfIngredientsOffTheList() {
        Transformation row = only(
                Traced.of(
                        salad(),
                        transformation("creating_class_instance")
                                .at(PROCESSOR)
                                .partOf("urn:t:1")
                                .into(salad().link(), "9", "CS")),
                Transformation.class);

        assertThat(text(row.inputLotCode())).isEqualTo("n/a (Ingredients not on FTL)");
        assertThat(text(row.inputProduct().packagingStyle())).isEqualTo("n/a (Ingredients not on FTL)");
        assertThat(text(row.inputQuantity())).isEqualTo("n/a (Ingredients not on FTL) n/a (Ingredients not on FTL)");
        assertThat(text(row.newQuantity())).isEqualTo("9 cases");
    }

    @Test
    void palletOfUnknownContentsIsAGapAndNotOffTheList() {
        Transformation row = only(
                Traced.of(
                        salad(),
                        transformation("commissioning")
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .into(salad().link(), "5", "CS")),
                Transformation.class);

        assertThat(text(row.inputLotCode())).isEqualTo("missing");
        assertThat(text(row.inputProduct().productName())).isEqualTo("missing");
        assertThat(text(row.inputQuantity())).isEqualTo("missing missing");
    }

    @Test
    void assetOfUnknownContentsBesideAKnownPalletIsARowWithoutAnInput() {
        List<Transformation> rows = Rows.of(
                Traced.of(
                        salad(),
                        Direction.BACKWARD,
                        KnownFacts.none(),
                        unit(PALLET, Action.ADD, "packing")
                                .on("2026-04-18T10:00:00-04:00")
                                .of(packedRomaine().link(), "10", "CS"),
                        transformation("commissioning")
                                .on("2026-04-20T10:00:00-04:00")
                                .at(PROCESSOR)
                                .epc(PALLET, "https://id.gs1.org/8003/09520000000016/T1")
                                .into(salad().link(), "5", "CS")),
                Transformation.class);

        assertThat(rows)
                .extracting(row -> text(row.inputLotCode()))
                .containsExactly(packedRomaine().key().printed(), "missing");
    }

    @Test
    void palletBesideAListedQuantityMayHoldJustThat() {
        Transformation row = only(
                Traced.of(salad(), packedRomaine().usedAt(PROCESSOR, salad()).epc(PALLET)), Transformation.class);

        assertThat(text(row.inputLotCode())).isEqualTo(packedRomaine().key().printed());
    }

    @Test
    void inputsAllOffTheListAreOneRow() {
        Transformation row = only(
                Traced.of(
                        salad(),
                        Direction.BACKWARD,
                        CROUTONS_OFF_LIST,
                        croutons().usedAt(PROCESSOR, salad())),
                Transformation.class);

        assertThat(text(row.inputLotCode())).isEqualTo("n/a (Ingredients not on FTL)");
    }

    @Test
    void inputOffTheListIsLeftOutBesideOneThatIsOn() {
        Transformation row = only(
                Traced.of(
                        salad(),
                        Direction.BACKWARD,
                        CROUTONS_OFF_LIST,
                        croutons().usedAt(PROCESSOR, salad()).of(packedRomaine().link(), "5", "CS")),
                Transformation.class);

        assertThat(text(row.inputLotCode())).isEqualTo(packedRomaine().key().printed());
    }

    @Test
    void ingredientWithoutALotIsARowWithItsCodeMissing() {
        String gtinOnly = croutons().link().substring(0, 36);
        List<Transformation> rows = Rows.of(
                Traced.of(salad(), packedRomaine().usedAt(PROCESSOR, salad()).of(gtinOnly, "3", "KGM")),
                Transformation.class);

        assertThat(rows)
                .extracting(row -> text(row.inputLotCode()))
                .containsExactly(packedRomaine().key().printed(), "missing");
        assertThat(text(rows.get(1).inputQuantity())).isEqualTo("3 kilograms");
        assertThat(text(rows.get(1).inputProduct().productName())).startsWith("GTIN ");
    }

    @Test
    void reworkUnderTheSameCodeIsARowAndNotALoop() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine()),
                packedRomaine().usedAt(PROCESSOR, packedRomaine()));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "Transformation");
        assertThat(text(trace.rows().get(2) instanceof Transformation t ? t.inputLotCode() : Kde.MISSING))
                .isEqualTo(packedRomaine().key().printed());
    }
}
