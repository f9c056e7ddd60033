package io.lotledger.api.dashboard.captures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultPlaceTest {
    @Test
    void cellHasSheetRowColumnAndHeading() {
        FaultPlace sheet = FaultPlace.of("text/csv;charset=windows-1252");

        assertThat(sheet.parts("Shipping!X17 \"Shipping Date\""))
                .containsExactly("Shipping", "17", "X", "Shipping Date");
        assertThat(sheet.parts("Initial Packing!2-4")).containsExactly("Initial Packing", "2-4", "", "");
        assertThat(sheet.parts("Transformation!2, 7")).containsExactly("Transformation", "2, 7", "", "");
        assertThat(sheet.parts("$")).containsExactly("The file", "", "", "");
    }

    @Test
    void elementOfX12HasSetAndSegment() {
        FaultPlace x12 = FaultPlace.of("application/edi-x12");

        assertThat(x12.parts("ISA 1 · GS 1 · ST 0001 · segment 17 LIN, element LIN03"))
                .containsExactly("ISA 1 · GS 1 · ST 0001", "17 LIN", "LIN03");
        assertThat(x12.parts("ISA 1 · GS 1 · ST 0001 · segment 17 SN1"))
                .containsExactly("ISA 1 · GS 1 · ST 0001", "17 SN1", "");
        assertThat(x12.parts("ISA 1 · GS 1 · ST 0001")).containsExactly("ISA 1 · GS 1 · ST 0001", "", "");
    }
}
