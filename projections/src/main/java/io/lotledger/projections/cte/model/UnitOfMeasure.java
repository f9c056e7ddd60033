package io.lotledger.projections.cte.model;

import io.lotledger.projections.lineage.facts.UnitOfMeasureCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** UN/ECE Recommendation 20 units and Recommendation 21 packages in words; an unknown code is printed as it is. */
public final class UnitOfMeasure {
    private static final String EACH = "each";

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("LBR", "pounds"),
            Map.entry("ONZ", "ounces"),
            Map.entry("STN", "short tons"),
            Map.entry("LTN", "long tons"),
            Map.entry("CWA", "hundredweights (US)"),
            Map.entry("KGM", "kilograms"),
            Map.entry("GRM", "grams"),
            Map.entry("MGM", "milligrams"),
            Map.entry("TNE", "tonnes"),
            Map.entry("DTN", "decitonnes"),
            Map.entry("LTR", "liters"),
            Map.entry("MLT", "milliliters"),
            Map.entry("HLT", "hectoliters"),
            Map.entry("MTQ", "cubic meters"),
            Map.entry("GLL", "gallons"),
            Map.entry("GLI", "imperial gallons"),
            Map.entry("QTL", "quarts"),
            Map.entry("PTL", "pints"),
            Map.entry("PTI", "imperial pints"),
            Map.entry("OZA", "fluid ounces"),
            Map.entry("BUA", "bushels"),
            Map.entry("EA", EACH),
            Map.entry("C62", EACH),
            Map.entry("H87", "pieces"),
            Map.entry("PCB", "pieces"),
            Map.entry("DZN", "dozens"),
            Map.entry("GRO", "gross"),
            Map.entry("PR", "pairs"),
            Map.entry("HEA", "heads"),
            Map.entry("PF", "pallets (lift)"),
            Map.entry("CS", "cases"),
            Map.entry("CR", "crates"),
            Map.entry("CT", "cartons"),
            Map.entry("BX", "boxes"),
            Map.entry("BG", "bags"),
            Map.entry("BJ", "buckets"),
            Map.entry("BK", "baskets"),
            Map.entry("BI", "bins"),
            Map.entry("BA", "barrels"),
            Map.entry("BE", "bundles"),
            Map.entry("BN", "bales"),
            Map.entry("BO", "bottles"),
            Map.entry("CA", "cans"),
            Map.entry("CX", "cans"),
            Map.entry("CN", "containers"),
            Map.entry("DR", "drums"),
            Map.entry("JR", "jars"),
            Map.entry("JG", "jugs"),
            Map.entry("PA", "packets"),
            Map.entry("PK", "packages"),
            Map.entry("PO", "pouches"),
            Map.entry("PU", "trays"),
            Map.entry("PX", "pallets"),
            Map.entry("RL", "reels"),
            Map.entry("RO", "rolls"),
            Map.entry("SA", "sacks"),
            Map.entry("TB", "tubs"),
            Map.entry("TK", "tanks"),
            Map.entry("TU", "tubes"),
            Map.entry("TY", "tanks"));

    private UnitOfMeasure() {}

    /** The unit in words; no code means a count of instances. */
    public static String inWords(@Nullable String uom) {
        String code = UnitOfMeasureCode.canonical(uom);
        if (code.isEmpty() || uom == null) return EACH;
        return UNITS.getOrDefault(code, uom);
    }

    /** Whether two codes mean the same unit, so that amounts can be added and compared. */
    public static boolean same(@Nullable String one, @Nullable String other) {
        return inWords(one).equals(inWords(other));
    }

    /** Of two codes of one unit, the code for their sum; independent of their order. */
    public static @Nullable String either(@Nullable String one, @Nullable String other) {
        if (one == null) return other;
        return other == null || one.compareTo(other) <= 0 ? one : other;
    }
}
