package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.CbvWord;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.projections.lineage.BizStepVocabulary;
import java.util.Locale;
import java.util.Set;

/** Business steps by their bare word, in lower case: {@code urn:gdst:bizStep:farmHarvest} is {@code farmharvest}. Words CBV lacks are taken as themselves. */
final class BizStep {
    static final String CREATING_CLASS_INSTANCE = "creating_class_instance";
    static final String COMMISSIONING = "commissioning";
    static final String LANDING = "landing";
    static final String COOLING = "cooling";
    static final String OTHER = "other";
    static final String TRANSPORTING = "transporting";
    static final String ARRIVING = "arriving";
    static final String VOID_SHIPPING = "void_shipping";
    static final String RETAIL_SELLING = "retail_selling";
    static final String CONSUMING = "consuming";
    static final String DISPENSING = "dispensing";

    private static final Set<String> HARVESTING = Set.of("harvesting", "harvest", "farmharvest", "fishingevent");
    private static final Set<String> NAMED_INITIAL_PACKING = Set.of("initial_packing", "initialpacking");
    private static final Set<String> PACKING_A_NEW_LOT = Set.of("packing", "initial_packing", "initialpacking");
    private static final Set<String> PACKING_TRANSFORMATION = Set.of(
            CREATING_CLASS_INSTANCE, "packing", COMMISSIONING, "repackaging", "initial_packing", "initialpacking", "");
    private static final Set<String> SHIPPING = Set.of("shipping", "departing");
    private static final Set<String> RECEIVING = Set.of("receiving", "accepting");
    private static final Set<String> ENDING =
            Set.of(RETAIL_SELLING, "destroying", "decommissioning", CONSUMING, DISPENSING);

    private static final Set<String> HOLDING = Set.of(
            "inspecting",
            "stocking",
            "storing",
            "holding",
            "picking",
            "loading",
            "unloading",
            "staging_outbound",
            "entering_exiting",
            "cycle_counting",
            "sampling",
            "sensor_reporting",
            "reserving",
            "encoding");

    private BizStep() {}

    /** The bare word, empty when the event names no step. */
    static String of(EpcisEvent event) {
        String step = event.fields().bizStep();
        if (step == null) return "";
        return Extensions.localName(CbvWord.canonical(step)).toLowerCase(Locale.ROOT);
    }

    /** The bare word of what the event's step means; its own where nobody says otherwise. */
    static String of(EpcisEvent event, BizStepVocabulary vocabulary) {
        String step = event.fields().bizStep();
        return step == null ? "" : vocabulary.meaning(step).orElseGet(() -> of(event));
    }

    static boolean isHarvesting(String step) {
        return HARVESTING.contains(step);
    }

    static boolean saysInitialPacking(String step) {
        return NAMED_INITIAL_PACKING.contains(step);
    }

    static boolean packsNewLot(String step) {
        return PACKING_A_NEW_LOT.contains(step);
    }

    /** Steps under which a transformation of harvest lots is their initial packing; no step at all is one of them. */
    static boolean packsHarvestLots(String step) {
        return PACKING_TRANSFORMATION.contains(step);
    }

    static boolean isShipping(String step) {
        return SHIPPING.contains(step);
    }

    static boolean isReceiving(String step) {
        return RECEIVING.contains(step);
    }

    static boolean isHolding(String step) {
        return HOLDING.contains(step);
    }

    static boolean endsLot(String step) {
        return ENDING.contains(step);
    }
}
