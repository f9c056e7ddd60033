package io.lotledger.api.dashboard.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gln,name,Phone number\n9521101000153,Monterey,+1 831\n",
                "GLN\tname\ttelephone\r\n9521101000153\tMonterey\t+1 831\r\n\r\n",
                "\uFEFFgln;Business name;phone\n9521101000153;\"Monterey\";+1 831",
                "name,gln,telephone,city\nMonterey,9521101000153,+1 831,\n"
            })
    void tableIsReadFromSpreadsheetOrFile(String text) {
        PastedTable table = PastedTable.read(text, DescribedList.PLACES);

        assertThat(table.isFaulty()).isFalse();
        assertThat(table.rows()).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo("9521101000153");
            assertThat(row.values()).isEqualTo(Map.of("name", "Monterey", "telephone", "+1 831"));
        });
    }

    @Test
    void quotedCellsHoldSeparatorsQuotesAndLineEnds() {
        PastedTable table = PastedTable.read(
                "gtin,productName\n00614141000036,\"Romaine, \"\"chopped\"\"\nwashed\"\n00614141000043,Kale\n",
                DescribedList.PRODUCTS);

        assertThat(table.rows())
                .extracting(row -> row.values().get("productName"))
                .containsExactly("Romaine, \"chopped\"\nwashed", "Kale");
        assertThat(table.rows()).extracting(PastedTable.Row::line).containsExactly(2, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9521101000152 | check digit should be 3",
                "614141000029 | dropped its first 0: 0614141000029",
                "9.52110E+12 | rounded by a spreadsheet",
                "x | not a GLN (13 digits)"
            })
    void faultOfAKeySaysWhatWouldBeRight(String key, String said) {
        PastedTable table = PastedTable.read("gln\tname\n" + key + "\tDock", DescribedList.PLACES);

        assertThat(table.rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.faults()).singleElement().asString().contains(said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gln | Paste a line of headings",
                "gln,name | Paste a line of headings",
                "name~Dock | No column is headed GLN",
                "gln,colour~9521101000153,red | colour' is no heading",
                "gln,phone,telephone~9521101000153,1,2 | the same column",
                "gln,~9521101000153,1 | Column 2 has no heading"
            })
    void faultOfTheTableIsSaid(String text, String said) {
        assertThat(PastedTable.read(text.replace('~', '\n'), DescribedList.PLACES)
                        .faults())
                .anySatisfy(fault -> assertThat(fault).contains(said));
    }

    @Test
    void sameKeyTwiceAndEmptyRowsAreFaults() {
        PastedTable table =
                PastedTable.read("gln,name\n9521101000153,A\n9521101000153,B\n9521101000160,\n", DescribedList.PLACES);

        assertThat(table.rows().get(1).faults()).containsExactly("9521101000153 stands in an earlier line too.");
        assertThat(table.rows().get(2).faults()).containsExactly("Nothing is said about it.");
        assertThat(table.faulty()).isEqualTo(2);
    }
}
