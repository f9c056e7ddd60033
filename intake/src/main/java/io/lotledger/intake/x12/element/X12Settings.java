package io.lotledger.intake.x12.element;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one partner writes X12.
 *
 * @param timeZone zone of times without a time code; {@code null} if the partner has not said
 * @param levels hierarchical level codes (HL03) that the partner uses beside the usual ones, with the usual one:
 *     {@code V → I}
 * @param productQualifiers qualifiers of trade items (element 235) in order of preference, with the form of their
 *     codes
 * @param lotQualifiers qualifiers of lots in LIN and SLN (element 235)
 * @param lotReferences qualifiers of lots in REF (element 128)
 * @param ssccQualifiers qualifiers of SSCCs in MAN (element 88)
 * @param units units of X12 (element 355) with their codes of UN/CEFACT Rec. 20, beside the usual ones
 * @param products GTINs by {@code qualifier:code} of partners' own product codes
 * @param places GLNs by {@code qualifier:code} of partners' own place codes
 * @param isLotRequired whether an item without a lot refuses the set; otherwise it is captured by GTIN, with a warning
 */
public record X12Settings(
        @Nullable ZoneId timeZone,
        Map<String, String> levels,
        Map<String, ProductCodeForm> productQualifiers,
        List<String> lotQualifiers,
        List<String> lotReferences,
        List<String> ssccQualifiers,
        Map<String, String> units,
        Map<String, String> products,
        Map<String, String> places,
        boolean isLotRequired) {

    /** For partners without settings. */
    public static final X12Settings USUAL = new X12Settings(
            null,
            Map.of(),
            usualProductQualifiers(),
            List.of("LT", "B8"),
            List.of("LT", "BT"),
            List.of("GM", "AA"),
            Map.of(),
            Map.of(),
            Map.of(),
            true);

    public X12Settings {
        levels = Map.copyOf(levels);
        productQualifiers = Collections.unmodifiableMap(new LinkedHashMap<>(productQualifiers)); // order of preference
        lotQualifiers = List.copyOf(lotQualifiers);
        lotReferences = List.copyOf(lotReferences);
        ssccQualifiers = List.copyOf(ssccQualifiers);
        units = Map.copyOf(units);
        products = Map.copyOf(products);
        places = Map.copyOf(places);
    }

    /** The case before the consumer unit: shipments are of cases. */
    private static Map<String, ProductCodeForm> usualProductQualifiers() {
        Map<String, ProductCodeForm> forms = new LinkedHashMap<>();
        forms.put("UK", ProductCodeForm.GTIN);
        forms.put("UC", ProductCodeForm.WITHOUT_CHECK_DIGIT);
        forms.put("UA", ProductCodeForm.WITHOUT_CHECK_DIGIT);
        forms.put("EN", ProductCodeForm.GTIN);
        forms.put("UP", ProductCodeForm.GTIN);
        forms.put("EO", ProductCodeForm.GTIN);
        forms.put("UI", ProductCodeForm.WITHOUT_CHECK_DIGIT);
        forms.put("UD", ProductCodeForm.WITHOUT_CHECK_DIGIT);
        return forms;
    }
}
