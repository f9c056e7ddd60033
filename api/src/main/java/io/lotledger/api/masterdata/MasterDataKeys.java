package io.lotledger.api.masterdata;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.epcis.CheckDigit;
import io.lotledger.ingest.epcis.Gln;
import io.lotledger.ingest.epcis.Gtin;
import java.util.List;

/** The number in the path, with its check digit. */
final class MasterDataKeys {
    private MasterDataKeys() {}

    static Gln gln(String text) {
        if (text.matches("\\d{13}") && CheckDigit.holds(text)) return new Gln(text);
        throw unprocessable("gln", text, "13 digits, the last of them the check digit", 13);
    }

    static Gtin gtin(String text) {
        if (text.matches("\\d{8}|\\d{12,14}") && CheckDigit.holds(text))
            return Gtin.of(text).orElseThrow();
        throw unprocessable("gtin", text, "8, 12, 13 or 14 digits, the last of them the check digit", 14);
    }

    private static ProblemException unprocessable(String parameter, String text, String right, int digits) {
        String hint = text.matches("\\d{" + digits + "}")
                ? "; after " + text.substring(0, digits - 1) + " it is " + CheckDigit.of(text.substring(0, digits - 1))
                : "";
        return ProblemException.unprocessable(
                parameter, parameter + ": '" + text + "' is none: it has " + right + hint + ".", List.of(right));
    }
}
