package io.lotledger.export.workbook.ooxml;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A streaming workbook whose bytes are reproducible; POI alone would write the current time into its properties. One row per
 * sheet is in memory, the others are in compressed temporary files.
 */
public final class ReproducibleWorkbook extends SXSSFWorkbook {
    private static final int ROWS_IN_MEMORY = 1;
    private static final int BUFFER = 1 << 16;

    /** Makes files a fifth larger than the default level, in half the time. */
    private static final int DEFLATE_LEVEL = 3;

    private final DigestOfParts parts = new DigestOfParts();

    public ReproducibleWorkbook(String creator, Instant createdAt) {
        super(new XSSFWorkbook(), ROWS_IN_MEMORY, true, false);
        Optional<Date> created = Optional.of(Date.from(createdAt));
        POIXMLProperties properties = getXSSFWorkbook().getProperties();
        properties.getCoreProperties().setTitle("Food traceability records, 21 CFR 1.1455(c)");
        properties.getCoreProperties().setCreator(CellText.of(creator));
        properties.getCoreProperties().setCreated(created);
        properties.getCoreProperties().setModified(created);
        properties.getExtendedProperties().setApplication("Lotledger");
    }

    /** SHA-256 of the parts written so far, before compression. */
    public String contentSha256() {
        return parts.hex();
    }

    @Override
    protected SheetDataWriter createSheetDataWriter() throws IOException {
        return new QuicklyCompressed();
    }

    @Override
    protected ZipArchiveOutputStream createArchiveOutputStream(OutputStream out) {
        return new WorkbookArchive(out, parts, DEFLATE_LEVEL);
    }

    /** Compresses for speed rather than size, because temporary files are read once, on this machine. */
    private static final class QuicklyCompressed extends SheetDataWriter {
        QuicklyCompressed() throws IOException {}

        @Override
        protected OutputStream decorateOutputStream(FileOutputStream file) throws IOException {
            return new FastGzip(file);
        }

        @Override
        protected InputStream decorateInputStream(FileInputStream file) throws IOException {
            return new GZIPInputStream(file, BUFFER);
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
