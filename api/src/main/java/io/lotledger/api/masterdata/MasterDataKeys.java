package io.lotledger.api.masterdata;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.util.List;
import java.util.Optional;

/** Parses a GLN or GTIN and verifies its check digit. */
public final class MasterDataKeys {
    private MasterDataKeys() {}

    static Gln gln(String text) {
        glnFault(text).ifPresent(fault -> {
            throw refused("gln", fault);
        });
        return new Gln(text);
    }

    static Gtin gtin(String text) {
        gtinFault(text).ifPresent(fault -> {
            throw refused("gtin", fault);
        });
        return Gtin.of(text).orElseThrow();
    }

    /** Why the text is no GLN, with the right check digit when that is all; empty for a GLN. */
    public static Optional<String> glnFault(String text) {
        if (!text.matches("\\d{13}")) return Optional.of("'" + text + "' is not a GLN (13 digits)");
        return checkDigit("GLN", text);
    }

    /** Why the text is no GTIN, with the right check digit when that is all; empty for a GTIN. */
    public static Optional<String> gtinFault(String text) {
        if (!text.matches("\\d{8}|\\d{12,14}"))
            return Optional.of("'" + text + "' is not a GTIN (8, 12, 13 or 14 digits)");
        return checkDigit("GTIN", text);
    }

    private static Optional<String> checkDigit(String key, String text) {
        if (CheckDigit.isValid(text)) return Optional.empty();
        int right = CheckDigit.of(text.substring(0, text.length() - 1));
        return Optional.of("'" + text + "' is not a valid " + key + ": its check digit should be " + right);
    }

    private static ProblemException refused(String parameter, String detail) {
        return ProblemException.unprocessable(parameter, detail, List.of());
    }
}
