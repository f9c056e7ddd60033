package io.lotledger.ingest.epcis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extension fields or instance/lot master data, by expanded name ({@code urn:lotledger:fsma204#tlc}). A name with an
 * undeclared prefix is unchanged. Values are {@link String}, {@link java.math.BigDecimal}, {@link Boolean}, {@code
 * Extensions} or a {@link List} of these. An XML element or JSON-LD value object with attributes is represented by its
 * value; the attributes remain in the event's document. Text beside children is under {@code #text}.
 */
public record Extensions(Map<String, Object> values) {
    public static final Extensions NONE = new Extensions(Map.of());

    public Extensions {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The first value of the expanded name, as text. */
    public Optional<String> text(String expandedName) {
        return texts(values.get(expandedName)).stream().findFirst();
    }

    /** The first value of any name with this local part, as text. */
    public Optional<String> textByLocalName(String localName) {
        return textsByLocalName(localName).stream().findFirst();
    }

    /**
     * The lot number in instance/lot master data: CBV's {@code lotNumber}, otherwise {@code hasBatchLotNumber} of GS1's
     * web vocabulary.
     */
    public Optional<String> lotNumber() {
        return textByLocalName("lotNumber").or(() -> textByLocalName("hasBatchLotNumber"));
    }

    /** All values of names with this local part, as text, in order. */
    public List<String> textsByLocalName(String localName) {
        List<String> found = new ArrayList<>();
        values.forEach((name, value) -> {
            if (localName(name).equals(localName)) found.addAll(texts(value));
        });
        return found;
    }

    /** The object of the expanded name. */
    public Optional<Extensions> nested(String expandedName) {
        return values.get(expandedName) instanceof Extensions nested ? Optional.of(nested) : Optional.empty();
    }

    public boolean has(String expandedName) {
        return values.containsKey(expandedName);
    }

    /** The part after the last {@code #}, {@code /} or {@code :}. */
    public static String localName(String name) {
        int cut = Math.max(name.lastIndexOf('#'), Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')));
        return name.substring(cut + 1);
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) return List.of();
        if (value instanceof List<?> many)
            return many.stream().flatMap(element -> texts(element).stream()).toList();
        if (value instanceof Extensions object) {
            for (String key : List.of("@value", "#text", "@id", "id")) {
                if (object.values.containsKey(key)) return texts(object.values.get(key));
            }
            return List.of();
        }
        if (value instanceof java.math.BigDecimal number) return List.of(number.toPlainString());
        return List.of(value.toString());
    }
}
