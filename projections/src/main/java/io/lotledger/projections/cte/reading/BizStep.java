package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import java.util.Locale;
import java.util.Set;

/**
 * Business steps by bare word in lower case: {@code urn:gdst:bizStep:farmHarvest} is {@code farmharvest}. Words unknown
 * to CBV are kept.
 */
public final class BizStep {
    public static final String CREATING_CLASS_INSTANCE = "creating_class_instance";
    public static final String COMMISSIONING = "commissioning";
    public static final String LANDING = "landing";
    public static final String COOLING = "cooling";
    public static final String OTHER = "other";
    static final String TRANSPORTING = "transporting";
    public static final String ARRIVING = "arriving";
    public static final String VOID_SHIPPING = "void_shipping";
    public static final String RETAIL_SELLING = "retail_selling";
    public static final String DECOMMISSIONING = "decommissioning";
    public static final String CONSUMING = "consuming";
    public static final String DISPENSING = "dispensing";

    private static final Set<String> HARVESTING = Set.of("harvesting", "harvest", "farmharvest", "fishingevent");
    private static final Set<String> NAMED_INITIAL_PACKING = Set.of("initial_packing", "initialpacking");
    private static final Set<String> PACKING_A_NEW_LOT = Set.of("packing", "initial_packing", "initialpacking");
    private static final Set<String> PACKING_TRANSFORMATION = Set.of(
            CREATING_CLASS_INSTANCE, "packing", COMMISSIONING, "repackaging", "initial_packing", "initialpacking", "");
    private static final Set<String> SHIPPING = Set.of("shipping", "departing");
    private static final Set<String> RECEIVING = Set.of("receiving", "accepting");
    private static final Set<String> ENDING =
            Set.of(RETAIL_SELLING, "destroying", DECOMMISSIONING, CONSUMING, DISPENSING);

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

    /** The bare word; empty if the event has no step. */
    public static String of(EpcisEvent event) {
        String step = event.fields().bizStep();
        if (step == null) return "";
        return Extensions.localName(CbvWord.canonical(step)).toLowerCase(Locale.ROOT);
    }

    /** The bare word of the step's meaning in the vocabulary; its own word if the vocabulary has none. */
    public static String of(EpcisEvent event, BizStepVocabulary vocabulary) {
        String step = event.fields().bizStep();
        return step == null ? "" : vocabulary.meaning(step).orElseGet(() -> of(event));
    }

    public static boolean isHarvesting(String step) {
        return HARVESTING.contains(step);
    }

    public static boolean namesInitialPacking(String step) {
        return NAMED_INITIAL_PACKING.contains(step);
    }

    public static boolean packsNewLot(String step) {
        return PACKING_A_NEW_LOT.contains(step);
    }

    /** Whether a transformation of harvest lots with this step is their initial packing; an absent step counts. */
    public static boolean packsHarvestLots(String step) {
        return PACKING_TRANSFORMATION.contains(step);
    }

    public static boolean isShipping(String step) {
        return SHIPPING.contains(step);
    }

    public static boolean isReceiving(String step) {
        return RECEIVING.contains(step);
    }

    /** Whether goods leave, travel, arrive, or come back from a shipment. */
    static boolean isMovement(String step) {
        return isShipping(step) || isReceiving(step) || step.equals(TRANSPORTING) || step.equals(VOID_SHIPPING);
    }

    public static boolean isHolding(String step) {
        return HOLDING.contains(step);
    }

    public static boolean endsLot(String step) {
        return ENDING.contains(step);
    }
}
