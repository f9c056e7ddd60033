package io.lotledger.projections.cte.model;

import java.util.Optional;
import java.util.stream.Stream;

/** Kinds of events under the rule; {@code word} is the value of {@code lotledger:cte} that declares the kind. */
public enum CteKind {
    HARVESTING("harvesting"),
    COOLING("cooling"),
    INITIAL_PACKING("initialPacking"),
    INITIAL_PACKING_SPROUTS("initialPackingSprouts"),
    INITIAL_PACKING_EXEMPT("initialPackingExempt"),
    FIRST_LAND_BASED_RECEIVING("firstLandBasedReceiving"),
    SHIPPING("shipping"),
    RECEIVING("receiving"),
    RECEIVING_EXEMPT("receivingExempt"),
    TRANSFORMATION("transformation"),
    FARM_PURCHASE("farmPurchase"),
    AD_HOC_PURCHASE("adHocPurchase"),
    FARM_TO_SCHOOL("farmToSchool"),
    NONE("none");

    public final String word;

    CteKind(String word) {
        this.word = word;
    }

    public static Optional<CteKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    public boolean isPacking() {
        return this == INITIAL_PACKING || this == INITIAL_PACKING_SPROUTS || this == INITIAL_PACKING_EXEMPT;
    }

    public boolean isPurchase() {
        return this == FARM_PURCHASE || this == AD_HOC_PURCHASE || this == FARM_TO_SCHOOL;
    }

    /**
     * Whether a traceability lot code is assigned here (21 CFR 1.1320), apart from receipt from an exempt person. The
     * lot is then past its initial packing.
     */
    public boolean makesTraceabilityLot() {
        return isPacking() || this == FIRST_LAND_BASED_RECEIVING || this == TRANSFORMATION;
    }

    /** Whether it creates the lot. */
    public boolean beginsLot() {
        return makesTraceabilityLot() || this == HARVESTING || this == RECEIVING_EXEMPT;
    }
}
