package io.lotledger.api.problem;

import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a {@code lot_id} that a client sends. */
public final class SentLotId {
    private static final int LENGTH = 22;

    private SentLotId() {}

    /** @throws ProblemException 422, which suggests the search by lot code when the text looks like one */
    public static UUID read(String text) {
        try {
            return ShortUuid.decode(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable(
                    "lot_id",
                    describe(text, e),
                    List.of("22 characters of 23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"));
        }
    }

    /** Empty when the text is a lot_id. */
    public static Optional<String> fault(String text) {
        try {
            ShortUuid.decode(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(describe(text, e));
        }
    }

    /** Describes the fault, and where to find the lot_id. */
    private static String describe(String text, IllegalArgumentException fault) {
        if (text.length() == LENGTH) return "'" + text + "' is not a valid lot_id: " + fault.getMessage();
        return "'" + text + "' looks like a lot code; find its lot_id with /traceability/lots?tlc="
                + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
