package io.lotledger.intake.x12;

import io.lotledger.ingest.document.text.Violation;
import org.jspecify.annotations.Nullable;

/**
 * An error or warning about a transaction set.
 *
 * @param isError whether it refuses the set
 * @param code the code of the acknowledgement: AK403 of an element, AK304 of a segment, AK502 of the set; empty for a
 *     warning that it does not tell
 * @param segment identifier of the segment that the acknowledgement names (AK301): the faulty or the missing one
 * @param rule stable id of the rule
 * @param message the problem and what to send instead
 * @param value the value as sent; {@code null} if it is missing
 */
public record X12Fault(
        X12Place place,
        boolean isError,
        String code,
        String segment,
        String rule,
        String message,
        @Nullable String value) {

    private static final String VALUE = "7"; // AK403

    /** A warning of an element's value that the acknowledgement tells too, with this message. */
    public X12Fault noted(String newMessage) {
        return new X12Fault(place, false, VALUE, segment, rule, newMessage, value);
    }

    /** Whether the acknowledgement tells it of a set that is accepted. */
    public boolean isNoted() {
        return !isError && !code.isEmpty();
    }

    /** Whether the acknowledgement says it of the set as a whole: of its content or of its trailer. */
    boolean isOfSet() {
        return place.segment() == 0 || rule.equals("x12-set");
    }

    public Violation violation() {
        return new Violation(place.toString(), rule, message, value);
    }
}
