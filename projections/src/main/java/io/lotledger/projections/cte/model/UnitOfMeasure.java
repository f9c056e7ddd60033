package io.lotledger.projections.cte.model;

import io.lotledger.projections.lineage.facts.UnitOfMeasureCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UN/ECE Recommendation 20 units and Recommendation 21 packages in words; an unknown code is printed as it is. */
public final class UnitOfMeasure {
    private static final String EACH = "each";

    private static final List<String> ABBREVIATIONS = List.of(
            "LBR lb lbs lb. lbs.",
            "ONZ oz oz.",
            "KGM kg kgs kilo kilos",
            "GRM g gr",
            "LTR l liter litre litres",
            "GLL gal gal.",
            "EA ea ea. unit units",
            "H87 pc pcs",
            "DZN dozen doz",
            "CS cs cs.",
            "CT ctn ctns",
            "BX bx",
            "PX pallet plt");

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

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{2,3}");

    /** Codes by the words above, and by singulars and abbreviations that mean the same. */
    private static final Map<String, String> CODES = codes();

    private UnitOfMeasure() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        new TreeMap<>(UNITS).forEach((code, words) -> codes.putIfAbsent(words, code));
        new TreeMap<>(UNITS).forEach((code, words) -> {
            if (words.endsWith("xes") || words.endsWith("ches")) {
                codes.putIfAbsent(words.substring(0, words.length() - 2), code);
            } else if (words.endsWith("s")) codes.putIfAbsent(words.substring(0, words.length() - 1), code);
        });
        for (String line : ABBREVIATIONS) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) codes.putIfAbsent(words[i], words[0]);
        }
        return Map.copyOf(codes);
    }

    /** The unit in words; no code means a count of instances. */
    public static String inWords(@Nullable String uom) {
        String code = UnitOfMeasureCode.canonical(uom);
        if (code.isEmpty() || uom == null) return EACH;
        return UNITS.getOrDefault(code, uom);
    }

    /**
     * The code of a unit in words, in any case, or of a code that is written instead; empty if there is none. Of several
     * codes with one meaning, the first by name.
     */
    public static Optional<String> ofWords(String words) {
        String word = words.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (word.equals(EACH)) return Optional.of("EA");
        String code = CODES.get(word);
        if (code != null) return Optional.of(code);
        String upper = words.strip().toUpperCase(Locale.ROOT);
        return CODE.matcher(words.strip()).matches() || UNITS.containsKey(UnitOfMeasureCode.canonical(upper))
                ? Optional.of(upper)
                : Optional.empty();
    }

    /** The units in words, sorted. */
    public static List<String> words() {
        return UNITS.values().stream().distinct().sorted().toList();
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
