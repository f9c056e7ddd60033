package io.lotledger.ingest.epcis.identifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A GS1 element string: application identifiers with their data, in the order read.
 *
 * <p>Three spellings have one value: as scanners transmit it ({@code ]C101095…10ABC<GS>21…}), the same without the symbology
 * identifier, and as it is printed under a barcode ({@code (01)095…(10)ABC}). The separator FNC1 is the character GS
 * (0x1D), its picture U+241D, or a spelling of it ({@code {GS}}, {@code <GS>}, {@code {FNC1}}). It may be absent after
 * data of predefined length.
 *
 * @param values data by application identifier
 */
public record ElementString(Map<String, String> values) {
    private static final Pattern SYMBOLOGY = Pattern.compile("\\][A-Za-z][0-9A-Za-z]");
    private static final Pattern SEPARATOR =
            Pattern.compile("\\u001D|\\u241D|\\{GS}|<GS>|\\{FNC1}|<FNC1>", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRINTED = Pattern.compile("\\((\\d{2,4})\\)([^(]*(?:\\((?!\\d{2,4}\\))[^(]*)*)");
    private static final char GS = '\u001D';

    /** Without brackets, prefix or separator, only these begin an element string: any other digits are a number. */
    private static final Pattern BEGINS_WITH_KEY = Pattern.compile("(?:01|02)\\d{14}.*|00\\d{18}.*|41[0-7]\\d{13}.*");

    public ElementString {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The text without the symbology identifier that a scanner puts before it: {@code ]C1}, {@code ]d2}, {@code ]Q3}, {@code ]e0}. */
    public static String withoutSymbology(String text) {
        Matcher symbology = SYMBOLOGY.matcher(text);
        return symbology.lookingAt() ? text.substring(symbology.end()) : text;
    }

    /** Whether a scanner's symbology identifier stands before the text. */
    public static boolean hasSymbology(String text) {
        return SYMBOLOGY.matcher(text).lookingAt();
    }

    /** Empty when the text is no element string as a whole. */
    public static Optional<ElementString> parse(String text) {
        String sent = text.strip();
        String data = SEPARATOR.matcher(withoutSymbology(sent)).replaceAll(String.valueOf(GS));
        int start = 0;
        while (start < data.length() && data.charAt(start) == GS) start++;
        data = data.substring(start);
        if (data.startsWith("(")) return printed(data);
        boolean scanned = hasSymbology(sent) || start > 0 || data.indexOf(GS) >= 0;
        if (!scanned && !BEGINS_WITH_KEY.matcher(data).matches()) return Optional.empty();
        return transmitted(data);
    }

    public @Nullable String get(String ai) {
        return values.get(ai);
    }

    /** The digits after (01) or (02) where they are fewer than the 14 of a label; {@link Gtin} pads them. */
    public Optional<String> shortGtin() {
        return Stream.of("01", "02")
                .map(values::get)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(gtin -> gtin.length() < 14)
                .findFirst();
    }

    /** As it is printed under a barcode: {@code (01)…(10)…}. */
    public String printed() {
        StringBuilder printed = new StringBuilder();
        values.forEach((ai, data) -> printed.append('(').append(ai).append(')').append(data));
        return printed.toString();
    }

    private static Optional<ElementString> printed(String data) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher element = PRINTED.matcher(data);
        int end = 0;
        while (element.find() && element.start() == end) {
            String ai = element.group(1);
            String value = stripped(element.group(2));
            if (!ApplicationIdentifiers.isOne(ai) || !isData(ai, value)) return Optional.empty();
            if (values.putIfAbsent(ai, value) != null) return Optional.empty();
            end = element.end();
        }
        return end == data.length() && !values.isEmpty() ? Optional.of(new ElementString(values)) : Optional.empty();
    }

    private static String stripped(String value) {
        int end = value.length();
        while (end > 0 && (value.charAt(end - 1) == GS || value.charAt(end - 1) == ' ')) end--;
        return value.substring(0, end).strip();
    }

    private static Optional<ElementString> transmitted(String data) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < data.length()) {
            if (data.charAt(at) == GS) { // also after data of predefined length, where it is not needed
                at++;
                continue;
            }
            Optional<String> ai = ApplicationIdentifiers.at(data, at);
            if (ai.isEmpty()) return Optional.empty();
            int from = at + ai.get().length();
            int to = end(data, from, ApplicationIdentifiers.fixedLength(ai.get()));
            if (to < 0) return Optional.empty();
            String value = data.substring(from, to);
            if (!isData(ai.get(), value) || values.putIfAbsent(ai.get(), value) != null) return Optional.empty();
            at = to;
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new ElementString(values));
    }

    /** -1 when the data ends too early. */
    private static int end(String data, int from, int fixedLength) {
        if (fixedLength > 0) return from + fixedLength <= data.length() ? from + fixedLength : -1;
        int separator = data.indexOf(GS, from);
        return separator < 0 ? data.length() : separator;
    }

    private static boolean isData(String ai, String value) {
        int fixedLength = ApplicationIdentifiers.fixedLength(ai);
        if (fixedLength > 0) {
            // a person may write the shorter forms of a GTIN into the brackets
            boolean shortGtin = (ai.equals("01") || ai.equals("02")) && value.matches("\\d{8}|\\d{12,13}");
            return shortGtin || value.matches("\\d{" + fixedLength + "}");
        }
        return !value.isEmpty()
                && value.length() <= ApplicationIdentifiers.longest(ai)
                && value.chars().noneMatch(Character::isISOControl);
    }
}
