package io.lotledger.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Places of X12 as they are written and read again. */
class X12PlaceTest {
    private static final String SET = "ISA 1 · GS 1 · ST 0001";

    @Test
    void writtenPlaceOfASegmentNamesItsSet() {
        assertThat(X12Place.setOf(new X12Place(SET, 17, "LIN", 3).toString())).contains(SET);
        assertThat(X12Place.setOf(new X12Place(SET, 17, "LIN", 0).toString())).contains(SET);
        assertThat(X12Place.setOf(new X12Place(SET, 0, "", 0).toString())).isEmpty();
    }
}
