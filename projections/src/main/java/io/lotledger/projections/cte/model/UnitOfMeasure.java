package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.ingest.epcis.vocabulary.UnitOfMeasureCode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** UN/ECE Recommendation 20 units and Recommendation 21 packages in words; an unknown code is printed as it is. */
public final class UnitOfMeasure {
    private static final String EACH = "each";

    private static final List<String> SYNONYMS = List.of(
            "LBR lb,lbs,lb.,lbs.",
            "ONZ oz,oz.",
            "KGM kg,kgs,kilo,kilos",
            "GRM g,gr",
            "TNE metric tons,metric ton,metric tonnes,metric tonne",
            "LTR l,liter,litre,litres",
            "GLL gal,gal.",
            "EA ea,ea.,unit,units",
            "H87 pc,pcs",
            "DZN dozen,doz",
            "CS cs,cs.",
            "CT ctn,ctns",
            "BX bx",
            "XPR reusable plastic containers,reusable plastic container,rpc,rpcs,plastic receptacles",
            "PX pallet,plt");

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
            Map.entry("QTL", "liquid quarts"),
            Map.entry("PTL", "liquid pints"),
            Map.entry("QTD", "dry quarts"),
            Map.entry("PTD", "dry pints"),
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
            Map.entry("BH", "bunches"),
            Map.entry("BO", "bottles"),
            Map.entry("CA", "cans"),
            Map.entry("CX", "cans"),
            Map.entry("CN", "containers"),
            Map.entry("DR", "drums"),
            Map.entry("JR", "jars"),
            Map.entry("JG", "jugs"),
            Map.entry("LU", "lugs"),
            Map.entry("XPR", "plastic containers"),
            Map.entry("PJ", "punnets"),
            Map.entry("PL", "pails"),
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

    /** Rarer units and packages, in words that cells have but lists to choose from do not. */
    private static final Map<String, String> RARER = Map.ofEntries(
            Map.entry("CWI", "hundredweights (UK)"),
            Map.entry("BUI", "imperial bushels"),
            Map.entry("GLD", "dry gallons"),
            Map.entry("44", "polybags"),
            Map.entry("5M", "paper bags"),
            Map.entry("8A", "wooden pallets"),
            Map.entry("8B", "wooden crates"),
            Map.entry("BC", "bottle crates"),
            Map.entry("BL", "compressed bales"),
            Map.entry("BM", "basins"),
            Map.entry("BQ", "protected bottles"),
            Map.entry("BU", "butts"),
            Map.entry("BW", "boxes for liquids"),
            Map.entry("CB", "beer crates"),
            Map.entry("CC", "churns"),
            Map.entry("CD", "cans with handle and spout"),
            Map.entry("CE", "creels"),
            Map.entry("CH", "chests"),
            Map.entry("CI", "canisters"),
            Map.entry("CK", "casks"),
            Map.entry("CO", "carboys"),
            Map.entry("CU", "cups"),
            Map.entry("CW", "roll cages"),
            Map.entry("DK", "bulk cardboard crates"),
            Map.entry("DL", "bulk plastic crates"),
            Map.entry("DM", "bulk wooden crates"),
            Map.entry("DS", "plastic trays"),
            Map.entry("DV", "cardboard trays"),
            Map.entry("EC", "plastic bags"),
            Map.entry("FI", "firkins"),
            Map.entry("FT", "foodtainers"),
            Map.entry("FX", "flexible bag containers"),
            Map.entry("GR", "glass receptacles"),
            Map.entry("HG", "hogsheads"),
            Map.entry("HR", "hampers"),
            Map.entry("JB", "jumbo bags"),
            Map.entry("JC", "rectangular jerricans"),
            Map.entry("JT", "jute bags"),
            Map.entry("JY", "cylindrical jerricans"),
            Map.entry("KG", "kegs"),
            Map.entry("MA", "metal crates"),
            Map.entry("ME", "metal containers"),
            Map.entry("MR", "metal receptacles"),
            Map.entry("MS", "multi-wall sacks"),
            Map.entry("MT", "mats"),
            Map.entry("NS", "nests"),
            Map.entry("OU", "outer containers"),
            Map.entry("PB", "pallet boxes"),
            Map.entry("PC", "parcels"),
            Map.entry("PH", "pitchers"),
            Map.entry("RK", "racks"),
            Map.entry("SC", "shallow crates"),
            Map.entry("SH", "sachets"),
            Map.entry("SI", "skids"),
            Map.entry("SL", "slipsheets"),
            Map.entry("SY", "sleeves"),
            Map.entry("TL", "tubs with lid"),
            Map.entry("TN", "tins"),
            Map.entry("TO", "tuns"),
            Map.entry("TR", "trunks"),
            Map.entry("TT", "tote bags"),
            Map.entry("VI", "vials"));

    private static final Map<String, String> WORDS = allWords();

    private static Map<String, String> allWords() {
        Map<String, String> words = new TreeMap<>(RARER);
        words.putAll(UNITS);
        return Collections.unmodifiableMap(words);
    }

    /** Codes by the words above, and by singulars and abbreviations that mean the same. */
    private static final Map<String, String> CODES = codes();

    private UnitOfMeasure() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        WORDS.forEach((code, words) -> codes.putIfAbsent(words.toLowerCase(Locale.ROOT), code));
        WORDS.forEach((code, cased) -> {
            String words = cased.toLowerCase(Locale.ROOT);
            if (words.endsWith("xes") || words.endsWith("ches")) {
                codes.putIfAbsent(words.substring(0, words.length() - 2), code);
            } else if (words.endsWith("s")) codes.putIfAbsent(words.substring(0, words.length() - 1), code);
        });
        for (String line : SYNONYMS) {
            int space = line.indexOf(' ');
            for (String word : line.substring(space + 1).split(",")) codes.putIfAbsent(word, line.substring(0, space));
        }
        return Map.copyOf(codes);
    }

    /** The unit in words; no code means a count of instances. */
    public static String inWords(@Nullable String uom) {
        String code = UnitOfMeasureCode.canonical(uom);
        if (code.isEmpty() || uom == null) return EACH;
        return WORDS.getOrDefault(code, uom);
    }

    /**
     * The code of Recommendation 20 of a unit in words, in any case, or of such a code that is written instead; empty if
     * there is none. Of several codes with one meaning, the first by name.
     */
    public static Optional<String> ofWords(String words) {
        String word = words.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (word.equals(EACH)) return Optional.of("EA");
        String code = CODES.get(word);
        if (code != null) return Optional.of(ofRec20(code));
        if (UnitCode.isKnown(words.strip())) return Optional.of(words.strip());
        String upper = words.strip().toUpperCase(Locale.ROOT);
        boolean isNamed = UnitCode.isKnown(upper) && WORDS.containsKey(UnitOfMeasureCode.canonical(upper));
        return isNamed ? Optional.of(upper) : Optional.empty();
    }

    /** The code of a package is that of Recommendation 21; Recommendation 20 has it with the prefix X. */
    private static String ofRec20(String code) {
        return !UnitCode.isKnown(code) && UnitCode.isKnown("X" + code) ? "X" + code : code;
    }

    /** The commoner units in words, sorted. */
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
