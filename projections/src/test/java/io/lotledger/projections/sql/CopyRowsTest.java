package io.lotledger.projections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code copy} takes for the end of a cell or a row is told so that it is neither. */
class CopyRowsTest {

    @Test
    void cellsAndRowsEndNowhereElse() {
        CopyRows rows = new CopyRows(10);

        rows.cell(7).cell("tab\there, line\nand\rreturn, \\N is no null").endRow();
        rows.cell(null).cell("").endRow();

        assertThat(rows).hasToString("7\ttab\\there, line\\nand\\rreturn, \\\\N is no null\n\\N\t\n");
    }
}
