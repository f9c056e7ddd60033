package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.export.workbook.ooxml.CellTooLongException;
import io.lotledger.export.workbook.ooxml.ReproducibleWorkbook;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.output.CountingOutputStream;
import org.apache.poi.util.TempFile;
import org.apache.poi.util.TempFileCreationStrategy;

/**
 * Renders FDA's workbook: {@code IntroductionSheet} and {@code DefinitionsSheet}, FDA's 13 tabs in FDA's order with FDA's headings, then our
 * own sheets. The same content gives the same bytes. Memory does not grow with the rows; temporary files do, compressed, in a
 * directory that is gone when the call returns, however it returns. Safe for use by several threads.
 */
public final class WorkbookRenderer {
    /** Maximum rows of a sheet without the heading row. */
    private static final int MAX_DATA_ROWS = 1_048_575;

    private final Path scratch;
    private final int maxDataRows;

    /** @param scratch folder for temporary files, created when it is missing. Files that a killed process left there ({@code workbook-*}) may be deleted at start */
    public WorkbookRenderer(Path scratch) {
        this(scratch, MAX_DATA_ROWS);
    }

    /** With temporary files in the system's temporary folder. */
    public WorkbookRenderer() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    WorkbookRenderer(Path scratch, int maxDataRows) {
        this.scratch = scratch;
        this.maxDataRows = maxDataRows;
    }

    /**
     * Writes the workbook to {@code out} and leaves it open.
     *
     * @throws CellTooLongException when a value does not fit into a cell; no value is truncated, and nothing has been written to {@code out}
     */
    public RenderedWorkbook render(WorkbookContent content, OutputStream out) throws IOException {
        if (!Files.isDirectory(scratch)) Files.createDirectories(scratch);
        Path files = Files.createTempDirectory(scratch, "workbook-");
        try {
            return TempFile.withStrategy(new Within(files), () -> rendered(content, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            delete(files);
        }
    }

    private RenderedWorkbook rendered(WorkbookContent content, OutputStream out) {
        try (ReproducibleWorkbook book = new ReproducibleWorkbook(
                content.request().organisationName(), content.request().requestedAt())) {
            Rendering rendering = new Rendering(book, content, maxDataRows);
            rendering.fill();
            DigestOutputStream digested =
                    new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), Sha256.digest());
            CountingOutputStream counted = new CountingOutputStream(digested);
            book.write(counted); // leaves it open
            counted.flush();
            return new RenderedWorkbook(
                    rendering.rows(),
                    rendering.gaps(),
                    counted.getByteCount(),
                    Sha256.hexOf(digested.getMessageDigest()),
                    book.contentSha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) Files.deleteIfExists(path);
    }

    /** Makes POI's temporary files in one directory. */
    private record Within(Path directory) implements TempFileCreationStrategy {
        @Override
        public File createTempFile(String prefix, String suffix) throws IOException {
            return Files.createTempFile(directory, prefix, suffix).toFile();
        }

        @Override
        public File createTempDirectory(String prefix) throws IOException {
            return Files.createTempDirectory(directory, prefix).toFile();
        }
    }
}
