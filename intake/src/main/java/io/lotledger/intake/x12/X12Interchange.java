package io.lotledger.intake.x12;

import java.util.List;

/**
 * The header of an interchange (ISA).
 *
 * @param header elements ISA01 to ISA16
 */
public record X12Interchange(List<String> header, X12Delimiters delimiters) {
    static final int ELEMENTS = 16;

    public X12Interchange {
        header = List.copyOf(header);
    }

    String element(int number) {
        return header.get(number - 1);
    }

    /** The sender as {@code qualifier:id} (ISA05 and ISA06), such as {@code ZZ:FRESHFARMS}. */
    public String sender() {
        return element(5) + ":" + element(6);
    }

    /** Whether the sender marks the interchange as a test (ISA15). */
    public boolean isTest() {
        return element(15).equals("T");
    }

    String controlNumber() {
        return element(13);
    }

    /** How a fault names this interchange: its control number without leading zeros. */
    String label() {
        return "ISA " + controlNumber().replaceFirst("^0+(?=.)", "");
    }
}
