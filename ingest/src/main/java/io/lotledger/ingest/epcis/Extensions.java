package io.lotledger.ingest.epcis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields from outside the standard's own vocabulary, or instance/lot master data, by expanded name
 * ({@code urn:lotledger:fsma204#tlc}); a prefix nobody declared stays as written. Values are {@link String},
 * {@link java.math.BigDecimal}, {@link Boolean}, {@code Extensions} or a {@link List} of these. An
 * element of XML or a value object of JSON-LD that has attributes is the value it holds; the attributes are in the event's
 * document only. Text beside children is under {@code #text}.
 */
public record Extensions(Map<String, Object> values) {
    public static final Extensions NONE = new Extensions(Map.of());

    public Extensions {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The first value under the expanded name, as text. */
    public Optional<String> text(String expandedName) {
        return texts(values.get(expandedName)).stream().findFirst();
    }

    /** The first value under any name whose local part is {@code localName}, as text. */
    public Optional<String> textByLocalName(String localName) {
        return textsByLocalName(localName).stream().findFirst();
    }

    /** The batch or lot number of instance/lot master data: {@code lotNumber} of CBV, else {@code hasBatchLotNumber} of GS1's web vocabulary. */
    public Optional<String> lotNumber() {
        return textByLocalName("lotNumber").or(() -> textByLocalName("hasBatchLotNumber"));
    }

    /** All values under any name whose local part is {@code localName}, as text, in order. */
    public List<String> textsByLocalName(String localName) {
        List<String> found = new ArrayList<>();
        values.forEach((name, value) -> {
            if (localName(name).equals(localName)) found.addAll(texts(value));
        });
        return found;
    }

    /** The object under the expanded name. */
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
            return many.stream().flatMap(one -> texts(one).stream()).toList();
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
