package io.lotledger.intake.sheet;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * Measures the parts of an archive by inflating them, since its directory may lie, and refuses a bomb before a library
 * holds any part in memory.
 */
final class InflatedSizes {
    /** Of all parts together: a Shipping tab of 100,000 full rows has 200 MB of XML. */
    static final long MAX_TOTAL = 768L << 20;

    /** Of a part other than a sheet, such as the shared texts. */
    static final long MAX_PART = 96L << 20;

    /** Of all parts together of which the reader of the archive makes trees, which take ten times as much memory. */
    static final int MAX_TREES = 16 << 20;

    private static final int MAX_PARTS = 2_000;

    /** XML of real workbooks deflates to a thirtieth; below this size any ratio is accepted. */
    private static final int MAX_RATIO = 200;

    private static final long UNCHECKED = 16L << 20;

    private InflatedSizes() {}

    /** @param permits waited for before the trees are in memory */
    static void check(Path file, LargeTreePermits permits) throws IOException {
        long total = 0;
        int trees = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MAX_PARTS) {
                throw new DocumentTooLargeException(
                        "The workbook has " + zip.size() + " parts, more than " + MAX_PARTS);
            }
            SheetParts sheets = SheetParts.of(zip);
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                boolean isTree = sheets.isTree(part.getName());
                long most = isTree ? MAX_TREES - trees : sheets.contains(part.getName()) ? MAX_TOTAL : MAX_PART;
                long size = measured(zip, part, Math.min(MAX_TOTAL - total, most));
                total += size;
                if (isTree) trees += (int) size;
            }
            permits.acquireIfLarge(trees);
        } catch (ZipException | SAXException | ParserConfigurationException e) {
            throw new UnreadableDocumentException(
                    "$", "xlsx", "The file is not an Excel workbook (.xlsx): " + e.getMessage());
        }
    }

    private static long measured(ZipFile zip, ZipEntry part, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = zip.getInputStream(part)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                boolean isBomb = size > UNCHECKED && size > MAX_RATIO * Math.max(1, part.getCompressedSize());
                if (size > most || isBomb) throw tooLarge(part);
            }
        }
        return size;
    }

    private static DocumentTooLargeException tooLarge(ZipEntry part) {
        return new DocumentTooLargeException("The workbook's part " + part.getName()
                + " decompresses to more than can be read; send the rows in several files");
    }
}
