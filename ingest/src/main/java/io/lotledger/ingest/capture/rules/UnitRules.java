package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Units of measure: a code of UN/CEFACT Rec. 20. What has not its form is an error where the schema says so, what is not of its list a warning. */
final class UnitRules {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{2,3}");

    private final ViolationCollector findings;

    UnitRules(ViolationCollector findings) {
        this.findings = findings;
    }

    /** The unit of a quantity. */
    void code(JsonNode uom, String path) {
        if (uom.isString() && FORM.matcher(uom.stringValue()).matches()) {
            known(uom, path);
        } else {
            String right =
                    "uom must be a code of UN/CEFACT Rec. 20: two or three capitals or digits, such as LBR or KGM";
            findings.error(path, "uom", right + (uom.isString() ? meant(uom.stringValue()) : ""), uom);
        }
    }

    /** The unit of a sensor's value: any text is valid (EPCIS JSON schema 2.0.1). */
    void ofMeasurement(JsonNode uom, String path) {
        if (uom.isString()) known(uom, path);
        else findings.error(path, "shape", "uom must be a string", uom);
    }

    private void known(JsonNode uom, String path) {
        String code = uom.stringValue();
        if (UnitCode.isKnown(code)) return;
        findings.warning(path, "uom", "'" + code + "' is not a code of UN/CEFACT Rec. 20" + meant(code), uom);
    }

    private static String meant(String sent) {
        return UnitCode.meant(sent)
                .map(code -> "; did you mean '" + code + "'?")
                .orElse("");
    }
}
