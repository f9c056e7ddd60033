package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form in which a qualifier's product codes are written. */
public enum ProductCodeForm {
    /** A GTIN of 8, 12, 13 or 14 digits, the last being its check digit. */
    GTIN,
    /** The same without the check digit: 11, 12 or 13 digits. */
    WITHOUT_CHECK_DIGIT;

    private static final Map<String, Integer> DIGITS = Map.of("UI", 11, "UA", 12, "UD", 12, "UC", 13);
    private static final Map<String, String> WITH_CHECK_DIGIT = Map.of("UI", "UP", "UA", "EN", "UD", "EN", "UC", "UK");

    /**
     * The GTIN that a qualifier's digits express. A qualifier of X12 that excludes the check digit has a fixed number of
     * digits: one more is the check digit, and not a longer code.
     *
     * @throws IllegalArgumentException as {@link #read(String)}
     */
    public Gtin read(String qualifier, String digits) {
        @Nullable Integer length = this == WITHOUT_CHECK_DIGIT ? DIGITS.get(qualifier) : null;
        if (length != null && digits.length() != length) {
            throw new IllegalArgumentException("must have " + length + " digits without a check digit, not "
                    + digits.length() + "; send a code with its check digit as " + WITH_CHECK_DIGIT.get(qualifier));
        }
        return read(digits);
    }

    /**
     * The GTIN that the digits express.
     *
     * @throws IllegalArgumentException when they do not; the message says what is wrong and what would be right
     */
    Gtin read(String digits) {
        if (!digits.matches("[0-9]+")) throw new IllegalArgumentException("must have digits only");
        return this == GTIN ? whole(digits) : completed(digits);
    }

    private static Gtin whole(String digits) {
        int length = digits.length();
        if (length != 8 && (length < 12 || length > 14)) {
            throw new IllegalArgumentException(
                    "must be a GTIN of 8, 12, 13 or 14 digits with its check digit, not of " + length);
        }
        if (!CheckDigit.isValid(digits)) {
            String body = digits.substring(0, length - 1);
            throw new IllegalArgumentException("has a wrong check digit: " + body + " needs " + CheckDigit.of(body)
                    + "; check the digits for a typing error");
        }
        return new Gtin("0".repeat(14 - length) + digits);
    }

    private static Gtin completed(String digits) {
        int length = digits.length();
        if (length < 11 || length > 13) {
            throw new IllegalArgumentException("must have 11, 12 or 13 digits without a check digit, not " + length);
        }
        return new Gtin("0".repeat(13 - length) + digits + CheckDigit.of(digits));
    }
}
