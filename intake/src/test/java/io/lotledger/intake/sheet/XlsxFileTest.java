package io.lotledger.intake.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as other programs than Excel write them, and damaged ones. */
class XlsxFileTest {
    @Test
    void sharedTextsAreReadWithoutTheirCount() {
        Workbook workbook = new Workbook("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>")
                .texts("<sst xmlns=\"$main\"><si><t>Lot</t></si><si><r><t>Ro</t></r><r><t>maine</t></r><rPh><t>x</t>"
                        + "</rPh></si></sst>");

        assertThat(workbook.read()).containsExactly("TEXT Lot", "TEXT Romaine");
    }

    @Test
    void strictWorkbookIsRefusedWithTheFormatToSaveItAs() {
        assertThatThrownBy(() -> new Workbook("<c><v>1</v></c>").strict().read())
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("save it as an \"Excel Workbook (*.xlsx)\"")
                .hasMessageNotContaining("bug");
    }

    @Test
    void indexOutsideOfTheSharedTextsIsAnError() {
        Workbook workbook = new Workbook("<c t=\"s\"><v>7</v></c><c t=\"s\"><v>x</v></c>")
                .texts("<sst xmlns=\"$main\" uniqueCount=\"9\"><si><t>Lot</t></si></sst>");

        assertThat(workbook.read()).allMatch(cell -> cell.startsWith("ERROR ")).hasSize(2);
    }

    @Test
    void numberOfAWorkbookWithoutStylesIsANumber() {
        assertThat(new Workbook("<c><v>46329</v></c>").read()).containsExactly("NUMBER 46329");
    }

    @Test
    void formulaThatWasNeverCalculatedIsAnError() {
        String never = "<c><f>A1&amp;1</f></c><c><f>A1&amp;1</f><v></v></c>";
        String emptyText = "<c t=\"str\"><f>A1</f><v></v></c>";
        String calculated = "<c><f>1+1</f><v>2</v></c>";

        assertThat(new Workbook(never + emptyText + calculated).read())
                .containsExactly("ERROR a formula without its value", "ERROR a formula without its value", "NUMBER 2");
    }

    @Test
    void stylesSayWhichNumbersAreDates() {
        String styles =
                "<styleSheet xmlns=\"$main\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]mmm d, yyyy\"/>"
                        + "<numFmt numFmtId=\"165\" formatCode=\"0.00%\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
                        + "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
                        + "<xf numFmtId=\"165\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>";
        StringBuilder cells = new StringBuilder();
        for (int style = 0; style < 6; style++) cells.append("<c s=\"" + style + "\"><v>46329.75</v></c>");

        assertThat(new Workbook(cells.toString()).styles(styles).read())
                .containsExactly(
                        "NUMBER 46329.75",
                        "DATE 2026-11-03",
                        "DATE 2026-11-03",
                        "NUMBER 46329.75",
                        "DATE 2026-11-03",
                        "NUMBER 46329.75");
    }

    @Test
    void escapesAndNoBreakSpacesAreReadAsTheirReaderSeesThem() {
        Workbook workbook = new Workbook("<c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>"
                        + "<c t=\"inlineStr\"><is><t>&#160;</t></is></c>")
                .texts("<sst xmlns=\"$main\"><si><t>&#160;cases_x0009_</t></si></sst>");

        assertThat(workbook.read()).containsExactly("TEXT cases", "TEXT a b");
    }

    @Test
    void hiddenSheetIsReadAsHiddenRows() {
        Workbook workbook = new Workbook("<c><v>1</v></c>").hidden();

        assertThat(workbook.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.isHidden()).isTrue());
    }

    @Test
    void largePartThatTheReaderOfTheArchiveHoldsIsRefused() {
        Workbook workbook = new Workbook("<c><v>1</v></c>")
                .part("xl/_rels/other.xml.rels", noise(9 << 20))
                .part("xl/worksheets/_rels/sheet1.xml.rels", noise(9 << 20));

        assertThatThrownBy(workbook::read).isInstanceOf(DocumentTooLargeException.class);
    }

    /** Equal rows deflate to less than a hundredth, and are no bomb. */
    @Test
    void equalRowsAreReadHoweverWellTheyDeflate() {
        String cell =
                "<c t=\"inlineStr\"><is><t>Location Description for the Traceability Lot Code Source</t></is></c>";

        assertThat(new Workbook((cell + "</row><row>").repeat(10_000)).read()).hasSize(10_000);
    }

    @Test
    void textLongerThanExcelsLimitIsRefusedAtItsCell() {
        String text = "x".repeat(32_768);

        assertThatThrownBy(() -> new Workbook("<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>").read())
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations().get(0).path()).isEqualTo("Lots!A1"));
    }

    @Test
    void largePartThatIsOnlyNamedLikeASheetIsRefused() {
        Workbook workbook = new Workbook("<c><v>1</v></c>").part("xl/worksheets/styles.xml", noise(97 << 20));

        assertThatThrownBy(workbook::read).isInstanceOf(DocumentTooLargeException.class);
    }

    @Test
    void damagedRelationshipsMakeAFileUnreadable() {
        for (String target : List.of("", "http://[", "../../none.xml")) {
            Workbook workbook = new Workbook("<c><v>1</v></c>");
            assertThatThrownBy(() -> workbook.sheetAt(target).read())
                    .as(target)
                    .isInstanceOf(UnreadableDocumentException.class);
        }
    }

    @Test
    void brokenUploadIsNotTakenForADamagedWorkbook(@TempDir Path files) throws IOException {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(new byte[100_000]), new BrokenInputStream(() -> new IOException("reset")));

        assertThatThrownBy(() -> new XlsxFile().read(body(broken, files), new LargeTreePermits(), row -> {}))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("the upload ended before the document did");
        try (Stream<Path> left = Files.list(files)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void unwritableDirectoryIsTheServersFault(@TempDir Path files) throws IOException {
        Path noDirectory = Files.createFile(files.resolve("full"));

        assertThatThrownBy(() -> new XlsxFile()
                        .read(body(InputStream.nullInputStream(), noDirectory), new LargeTreePermits(), row -> {}))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** Linux refuses every write to this device as on a full disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsTheServersFault() {
        assertThatThrownBy(() -> SpooledDocument.copy(new ByteArrayInputStream(new byte[1]), Path.of("/dev/full")))
                .isInstanceOf(IOException.class);
    }

    private static DocumentBody body(InputStream bytes, Path files) {
        return new DocumentBody(new UUID(1, 1), List.of(), bytes, null, new ReadingLimits(files));
    }

    /** Deflates to about a hundredth, which is no bomb. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < size; i += 64) noise[i] = (byte) random.nextInt();
        return noise;
    }
}
