package io.lotledger.projections.cte.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** CBV's business transaction types as FDA's spreadsheet words them: {@code bol} is {@code Bill of Lading}. */
public final class DocumentTypes {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("bol", "Bill of Lading"),
            Map.entry("cert", "Certificate"),
            Map.entry("desadv", "Advance Shipping Notice"),
            Map.entry("inv", "Invoice"),
            Map.entry("pedigree", "Pedigree"),
            Map.entry("po", "Purchase Order"),
            Map.entry("poc", "Purchase Order Confirmation"),
            Map.entry("prodorder", "Production Order"),
            Map.entry("recadv", "Receiving Advice"),
            Map.entry("rma", "Return Merchandise Authorization"),
            Map.entry("testprd", "Test Procedure"),
            Map.entry("testres", "Test Result"),
            Map.entry("upevt", "Upload Event"));

    private static final Map<String, String> BY_WORDS = byWords();

    /** Other words for CBV's types, in lower case. */
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("bol", "bol"),
            Map.entry("b/l", "bol"),
            Map.entry("asn", "desadv"),
            Map.entry("advance ship notice", "desadv"),
            Map.entry("advanced ship notice", "desadv"),
            Map.entry("advanced shipping notice", "desadv"),
            Map.entry("despatch advice", "desadv"),
            Map.entry("dispatch advice", "desadv"),
            Map.entry("po", "po"));

    private static final Map<String, String> KINDS = kinds();

    private static final Pattern IN_BRACKETS = Pattern.compile("\\([^)]*\\)");

    private DocumentTypes() {}

    /** Empty if the type is not CBV's bare word. */
    public static Optional<String> words(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** CBV's type of exactly these words. */
    public static Optional<String> typeOf(String words) {
        return Optional.ofNullable(BY_WORDS.get(words));
    }

    /**
     * What tells a type from others whatever its spelling: {@code Bill of Lading (BOL)} and {@code bill of lading} are
     * {@code bol}. Other words are a kind of their own.
     */
    public static String kind(String words) {
        String plain = IN_BRACKETS.matcher(words).replaceAll("").strip().toLowerCase(Locale.ROOT);
        return KINDS.getOrDefault(plain, plain);
    }

    /** The words, sorted. */
    public static List<String> all() {
        return TYPES.values().stream().sorted().toList();
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>(OTHER_WORDS);
        TYPES.forEach((type, words) -> kinds.put(words.toLowerCase(Locale.ROOT), type));
        return Map.copyOf(kinds);
    }

    private static Map<String, String> byWords() {
        Map<String, String> byWords = new HashMap<>();
        TYPES.forEach((type, words) -> byWords.put(words, type));
        return Map.copyOf(byWords);
    }
}
