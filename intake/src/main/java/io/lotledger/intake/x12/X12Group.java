package io.lotledger.intake.x12;

import java.util.List;

/**
 * The header of a functional group (GS).
 *
 * @param header elements GS01 to GS08
 */
public record X12Group(X12Interchange interchange, List<String> header) {
    static final int ELEMENTS = 8;

    public X12Group {
        header = List.copyOf(header);
    }

    String element(int number) {
        return header.get(number - 1);
    }

    /** The functional identifier code (GS01): {@code SH} for 856, {@code RC} for 861. */
    public String functionalId() {
        return element(1);
    }

    String controlNumber() {
        return element(6);
    }

    /** The version, release and industry identifier (GS08), such as {@code 004010} or {@code 005010VICS}. */
    public String version() {
        return element(8);
    }

    String label() {
        return interchange.label() + " · GS " + controlNumber();
    }

    /** How messages name a set of the group: {@code ISA 1 · GS 1 · ST 0001}. */
    String label(String setControlNumber) {
        return label() + " · ST " + setControlNumber;
    }
}
