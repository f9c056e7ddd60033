package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks units of measure against UN/CEFACT Rec. 20. A malformed code is an error where the schema restricts it; an
 * unlisted code is a warning.
 */
final class UnitRules {
    private static final Pattern FORMAT = Pattern.compile("[A-Z0-9]{2,3}");

    private final ViolationCollector violations;

    UnitRules(ViolationCollector violations) {
        this.violations = violations;
    }

    /** The unit of a quantity. */
    void code(JsonNode uom, String path) {
        if (uom.isString() && FORMAT.matcher(uom.stringValue()).matches()) {
            checkListed(uom, path);
        } else {
            String message =
                    "uom must be a code of UN/CEFACT Rec. 20: two or three capitals or digits, such as LBR or KGM";
            violations.error(path, "uom", message + (uom.isString() ? hint(uom.stringValue()) : ""), uom);
        }
    }

    /** The unit of a sensor's value: any text is valid (EPCIS JSON schema 2.0.1). */
    void ofMeasurement(JsonNode uom, String path) {
        if (uom.isString()) checkListed(uom, path);
        else violations.error(path, "shape", "uom must be a string", uom);
    }

    private void checkListed(JsonNode uom, String path) {
        String code = uom.stringValue();
        if (UnitCode.isKnown(code)) return;
        violations.warning(path, "uom", "'" + code + "' is not a code of UN/CEFACT Rec. 20" + hint(code), uom);
    }

    private static String hint(String sent) {
        return UnitCode.suggest(sent)
                .map(code -> "; did you mean '" + code + "'?")
                .orElse("");
    }
}
