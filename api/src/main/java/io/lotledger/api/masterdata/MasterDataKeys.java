package io.lotledger.api.masterdata;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.util.List;

/** Parses the GLN or GTIN of a path and verifies its check digit. */
final class MasterDataKeys {
    private MasterDataKeys() {}

    static Gln gln(String text) {
        if (!text.matches("\\d{13}")) throw refused("gln", "'" + text + "' is not a GLN (13 digits)");
        checkDigit("gln", "GLN", text);
        return new Gln(text);
    }

    static Gtin gtin(String text) {
        if (!text.matches("\\d{8}|\\d{12,14}"))
            throw refused("gtin", "'" + text + "' is not a GTIN (8, 12, 13 or 14 digits)");
        checkDigit("gtin", "GTIN", text);
        return Gtin.of(text).orElseThrow();
    }

    private static void checkDigit(String parameter, String key, String text) {
        if (CheckDigit.isValid(text)) return;
        int right = CheckDigit.of(text.substring(0, text.length() - 1));
        throw refused(parameter, "'" + text + "' is not a valid " + key + ": its check digit should be " + right);
    }

    private static ProblemException refused(String parameter, String detail) {
        return ProblemException.unprocessable(parameter, detail, List.of());
    }
}
