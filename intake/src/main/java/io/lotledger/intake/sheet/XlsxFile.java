package io.lotledger.intake.sheet;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.MemoryBusyException;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** An Excel workbook (ECMA-376), of which one row at a time is in memory beside its shared strings. */
public final class XlsxFile implements TableFile {
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    static {
        // InflatedSizes has measured every part; POI refuses equal rows that deflate to less than a hundredth
        ZipSecureFile.setMinInflateRatio(0);
    }

    @Override
    public void read(DocumentBody document, LargeTreePermits permits, Consumer<SheetRow> rows) {
        try (SpooledDocument spooled = SpooledDocument.of(document)) {
            read(spooled.file(), permits, rows);
        }
    }

    private static void read(Path file, LargeTreePermits permits, Consumer<SheetRow> rows) {
        try {
            refuseOldFormat(file);
            InflatedSizes.check(file, permits);
            sheets(file, permits, rows);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void refuseOldFormat(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!java.util.Arrays.equals(in.readNBytes(OLE2.length), OLE2)) return;
        }
        String message = "The file is an Excel 97-2003 workbook (.xls) or is protected by a password; save it as an"
                + " Excel workbook (.xlsx) without a password";
        throw new UnreadableDocumentException("$", "xlsx", message);
    }

    private static void sheets(Path file, LargeTreePermits permits, Consumer<SheetRow> rows) throws IOException {
        try (OPCPackage pack = opened(() -> OPCPackage.open(file.toFile(), PackageAccess.READ))) {
            refuseStrict(pack);
            XSSFReader reader = opened(() -> new XSSFReader(pack));
            WorkbookPart workbook = opened(() -> WorkbookPart.of(reader));
            CellValues values = opened(() -> values(reader, workbook, permits));
            XSSFReader.SheetIterator sheets = opened(() -> (XSSFReader.SheetIterator) reader.getSheetsData());
            while (sheets.hasNext()) {
                MergedCells merged = merged(sheets, permits);
                try (InputStream sheet = sheets.getSheetPart().getInputStream()) {
                    XMLReader xml = XMLHelper.newXMLReader();
                    String name = sheets.getSheetName();
                    xml.setContentHandler(new SheetHandler(name, workbook.hides(name), values, merged, rows));
                    xml.parse(new InputSource(sheet));
                }
            }
        } catch (SAXException | ParserConfigurationException e) {
            throw unreadable(e);
        }
    }

    private static void refuseStrict(OPCPackage pack) {
        if (pack.getRelationshipsByType(PackageRelationshipTypes.STRICT_CORE_DOCUMENT)
                .isEmpty()) return;
        String message = "The file is a Strict Open XML workbook, which is not read; save it as an \"Excel Workbook"
                + " (*.xlsx)\", not as \"Strict Open XML Spreadsheet (*.xlsx)\"";
        throw new UnreadableDocumentException("$", "xlsx", message);
    }

    /** Goes on to the next sheet. */
    private static MergedCells merged(XSSFReader.SheetIterator sheets, LargeTreePermits permits)
            throws IOException, SAXException, ParserConfigurationException {
        try (InputStream sheet = opened(sheets::next)) {
            return MergedCells.of(sheets.getSheetName(), sheet, permits);
        }
    }

    private static CellValues values(XSSFReader reader, WorkbookPart workbook, LargeTreePermits permits)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        try (InputStream texts = reader.getSharedStringsData();
                InputStream styles = reader.getStylesData()) {
            return new CellValues(SharedTexts.of(texts, permits), NumberStyles.of(styles), workbook.countsFrom1904());
        }
    }

    private interface Opening<T> {
        T open() throws IOException, OpenXML4JException, SAXException, ParserConfigurationException;
    }

    /** Opens a part of the package; POI reports a damaged one by any of its exceptions, also by unchecked ones. */
    private static <T> T opened(Opening<T> part) throws IOException {
        try {
            return part.open();
        } catch (UnreadableDocumentException | DocumentTooLargeException | MemoryBusyException e) {
            throw e;
        } catch (OpenXML4JException | SAXException | ParserConfigurationException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableDocumentException unreadable(Exception e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) root = root.getCause();
        // POI does not check whether a part that it needs is there
        @Nullable String cause = root instanceof NullPointerException ? "a part of it is missing" : root.getMessage();
        return new UnreadableDocumentException(
                "$",
                "xlsx",
                "The file is not an Excel workbook (.xlsx) that can be read: " + cause
                        + "; open it in a spreadsheet program and save it again");
    }
}
