package io.lotledger.projections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Separators of {@code copy} inside a value are escaped. */
class CopyRowsTest {

    @Test
    void separatorsInValuesAreEscaped() {
        CopyRows rows = new CopyRows(10);

        rows.cell(7).cell("tab\there, line\nand\rreturn, \\N is no null").endRow();
        rows.cell(null).cell("").endRow();

        assertThat(rows).hasToString("7\ttab\\there, line\\nand\\rreturn, \\\\N is no null\n\\N\t\n");
    }
}
