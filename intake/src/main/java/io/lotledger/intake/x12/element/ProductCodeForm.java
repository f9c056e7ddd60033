package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gtin;

/** The form in which a qualifier's product codes are written. */
public enum ProductCodeForm {
    /** A GTIN of 8, 12, 13 or 14 digits, the last being its check digit. */
    GTIN,
    /** The same without the check digit: 11, 12 or 13 digits. */
    WITHOUT_CHECK_DIGIT;

    /**
     * The GTIN that the digits express.
     *
     * @throws IllegalArgumentException when they do not; the message says what is wrong and what would be right
     */
    public Gtin read(String digits) {
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
