package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.fda.row.TabTable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the headings and the one table of a sheet or a CSV file are. */
class TableShapesTest {
    @Test
    void headingsMayStandInAnyOrderAndAmongOthers() {
        List<String> titles = new ArrayList<>(ReadTable.tab("Shipping").columns().stream()
                .map(column -> TabTable.title(column))
                .toList());
        Collections.shuffle(titles, new Random(7));
        titles.add(3, "Our own remark");
        Map<String, String> row = shipment("Our own remark", "on the blue truck");
        String csv = ReadTable.line(titles)
                + ReadTable.line(titles.stream()
                        .map(title -> row.getOrDefault(title, ""))
                        .toList());

        ReadTable read = ReadTable.csv(csv);

        assertThat(read.events.get(0).node())
                .isEqualTo(ReadTable.csv(table("Shipping", List.of(row)))
                        .events
                        .get(0)
                        .node());
        assertThat(read.notes)
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("D \"Our own remark\""));
    }

    @Test
    void charsetAndSeparatorAreFoundOrNamed() {
        String csv = table(
                "Shipping", List.of(shipment("Product Description - Brand Name (if applicable)", "Señor\n\"Verde\"")));
        String semicolons = csv.replace("\",\"", "\";\"");
        String tabs = csv.replace("\",\"", "\"\t\"");
        Charset windows = Charset.forName("windows-1252");
        var expected = ReadTable.csv(csv);

        for (ReadTable read : List.of(
                ReadTable.csv("\uFEFF" + csv),
                ReadTable.csv(semicolons),
                ReadTable.csv(tabs),
                ReadTable.csv(csv.replace("\",\"", "\" , \"")),
                ReadTable.of(FdaTables.csv(), csv.getBytes(StandardCharsets.UTF_16LE), null),
                ReadTable.of(FdaTables.csv(), csv.getBytes(StandardCharsets.UTF_16BE), null),
                ReadTable.of(FdaTables.csv(), csv.getBytes(windows), windows),
                ReadTable.of(FdaTables.csv(), ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_16LE), null))) {
            assertThat(read.events.get(0).node())
                    .isEqualTo(expected.events.get(0).node());
            assertThat(read.masterData).isEqualTo(expected.masterData);
        }
        assertThatThrownBy(() -> ReadTable.of(FdaTables.csv(), csv.getBytes(windows), null))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("charset=windows-1252");
    }

    @Test
    void separatorIsThatOfTheHeadingsBelowATitle() {
        String csv = table("Shipping", List.of(shipment()));
        var expected = ReadTable.csv(csv).events.get(0).node();

        for (String first : List.of(
                "Valley Packing, Inc.\n",
                "sep=;\n",
                "\n\"Shipments, November; all\"\n",
                "Beets, chard, dill, kale, leeks and mint, of Valley Packing, Inc.\n")) {
            ReadTable read = ReadTable.csv(first + csv.replace("\",\"", "\";\""));
            assertThat(read.events.get(0).node()).as(first).isEqualTo(expected);
        }
    }

    @Test
    void headingsAreFoundWhateverAProgramDidToTheirSpacesDashesAndCase() {
        String csv = table("Shipping", List.of(shipment()));
        String headings = csv.substring(0, csv.indexOf("BF0901-D"));
        String written = headings.replace(" - ", "\u00a0\u2013 ")
                .replace("Traceability Lot Code", "TRACEABILITY\u200b Lot\r\nCode");

        ReadTable read = ReadTable.csv(csv.replace(headings, written));

        assertThat(read.notes).isEmpty();
        assertThat(read.events.get(0).node())
                .isEqualTo(ReadTable.csv(csv).events.get(0).node());
    }

    @Test
    void rowWithMoreValuesThanHeadingsIsRefused() {
        String csv = table("Shipping", List.of(shipment(), shipment("Reference Document Number", "BOL 18")));
        int last = csv.lastIndexOf("\"Valley Packing\"");
        String shifted = csv.substring(0, last) + "Valley Packing, Inc" + csv.substring(last + 16);

        ReadTable read = ReadTable.csv(shifted);

        assertThat(read.events).hasSize(2);
        assertThat(read.errors()).containsExactly("Shipping!3: columns");
        assertThat(read.record(1).errors().get(0).message())
                .contains("37 values and the heading row has 36")
                .contains("in quotes");
        assertThat(read.masterData.values().toString()).doesNotContain("Inc");
        assertThat(ReadTable.csv(csv.replace("\"\r\n", "\",\r\n")).errors()).isEmpty();
    }

    @Test
    void sheetHoldsOneTable() {
        for (String second : List.of("Receiving", "Shipping")) {
            String below = table(second, List.of(shipment(), shipment()));

            ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment())) + "\r\n" + below);

            assertThat(read.errors()).as(second).containsExactly("Shipping!4: headings");
            assertThat(read.events).hasSize(2);
            assertThat(read.record(1).errors().get(0).message())
                    .contains(second, "one table", "rows below it are not read");
        }
    }

    @Test
    void tablesSideBySideAreRefused() {
        List<String> headings = new ArrayList<>();
        for (String tab : List.of("Shipping", "Receiving")) {
            ReadTable.tab(tab).columns().forEach(column -> headings.add(column.heading()));
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) row.add("x");

        assertThatThrownBy(() -> ReadTable.csv(ReadTable.line(headings) + ReadTable.line(row)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("another table stands beside that of the tab");
    }

    @Test
    void headingThatIsThereTwiceIsRefusedWithBothColumns() {
        String csv = table("Shipping", List.of(shipment()))
                .replace("\r\n\"BF", ",\"Quantity\"\r\n\"BF")
                .replace("\"\"\r\n", "\"\",\"7\"\r\n");

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("there twice: AK \"Quantity\" as B");
    }

    @Test
    void columnOfAnotherTabIsNamedAsSuch() {
        String csv = table("Shipping", List.of(shipment()))
                .replace("\r\n\"BF", ",\"Date you Received the Food\"\r\n\"BF")
                .replace("\"\"\r\n", "\"\",\"11/04/2026\"\r\n");

        assertThat(ReadTable.csv(csv).notes)
                .singleElement()
                .satisfies(note ->
                        assertThat(note.message()).contains("other tabs than Shipping", "Date you Received the Food"));
    }

    @Test
    void quoteThatIsNotClosedIsRefused() {
        String csv = table("Shipping", List.of(shipment())) + '"' + "x\n".repeat(3 << 20);

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOf(io.lotledger.ingest.document.text.DocumentTooLargeException.class)
                .hasMessageContaining("record 3");
    }

    @Test
    void tableWithoutFdasHeadingsIsRefusedWithAdvice() {
        assertThatThrownBy(() -> ReadTable.csv("Lot,Qty\nA,1\n"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("'Lot', 'Qty'")
                .hasMessageContaining("GET /templates/");
    }

    @Test
    void missingColumnsThatNoEventCanDoWithoutAreNamedTogether() {
        List<String> titles = ReadTable.tab("Shipping").columns().stream()
                .map(column -> TabTable.title(column))
                .filter(title -> !title.equals("Traceability Lot Code") && !title.equals("Shipping Date"))
                .toList();
        String csv = ReadTable.line(titles)
                + ReadTable.line(titles.stream().map(t -> "x").toList());

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations()).hasSize(2));
    }

    @Test
    void everyTitleIsOneColumnOfItsTab() {
        for (Tab<?> tab : FdaTemplate.TABS) {
            assertThat(tab.columns().stream().map(column -> TabTable.normal(TabTable.title(column))))
                    .as(tab.name())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void pointThatMayGroupThousandsIsReadWithAWarning() {
        String quantity = "Quantity";
        String grouped = ReadTable.table(
                        "Shipping", List.of(ReadTable.shipment(quantity, "1.234"), ReadTable.shipment(quantity, "40")))
                .replace("\",\"", "\";\"");

        ReadTable read = ReadTable.csv(grouped);

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).containsExactly("Shipping!B2 \"Quantity\": quantity");
        assertThat(read.record(0).warnings().get(0).message()).contains("if it does, write 1234");
        assertThat(ReadTable.csv(grouped.replace("\"40\"", "\"40.5\"")).warnings())
                .as("a point of another quantity is decimal")
                .isEmpty();
        assertThat(ReadTable.csv(grouped.replace("\";\"", "\",\"")).warnings())
                .as("separated by commas")
                .isEmpty();
    }

    @Test
    void fileWithoutRowsSaysSo() {
        ReadTable read = ReadTable.csv(ReadTable.table("Shipping", List.of()));

        assertThat(read.events).isEmpty();
        assertThat(read.notes).extracting(Violation::rule).containsExactly("rows");
        assertThat(ReadTable.csv(ReadTable.table("Shipping", List.of(ReadTable.shipment()))).notes)
                .extracting(Violation::rule)
                .doesNotContain("rows");
    }

    @Test
    void endOfAFileAsDosMarksItIsNoRow() {
        String table = ReadTable.table("Shipping", List.of(ReadTable.shipment()));

        for (String end : List.of("\u001A", "\u001A\r\n")) {
            assertThat(ReadTable.csv(table + end).content())
                    .isEqualTo(ReadTable.csv(table).content());
        }
        assertThat(ReadTable.csv(table.stripTrailing() + "\u001A").content())
                .isEqualTo(ReadTable.csv(table).content());
    }
}
