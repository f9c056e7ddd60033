package io.lotledger.ingest.epcis.identifier;

/**
 * GS1 mod-10 check digit (GS1 General Specifications §7.9): alternating weights 3 and 1, with 3 on the rightmost digit.
 */
public final class CheckDigit {
    private CheckDigit() {}

    public static int of(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }

    /** Whether the last digit is the check digit of the digits before it. */
    public static boolean isValid(String digits) {
        int last = digits.length() - 1;
        return of(digits.substring(0, last)) == digits.charAt(last) - '0';
    }
}
