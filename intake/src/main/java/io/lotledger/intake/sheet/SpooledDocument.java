package io.lotledger.intake.sheet;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document in a temporary file, for a library that reads files. */
final class SpooledDocument implements AutoCloseable {
    private final Path file;

    private SpooledDocument(Path file) {
        this.file = file;
    }

    /**
     * Reads a document to its end.
     *
     * @throws UnreadableDocumentException when the upload breaks
     * @throws UncheckedIOException when the file cannot be written
     */
    static SpooledDocument of(DocumentBody document) {
        Path directory = document.limits().temporaryFiles();
        try {
            Files.createDirectories(directory);
            SpooledDocument spooled = new SpooledDocument(Files.createTempFile(directory, "sheet", ".spool"));
            try {
                copy(document.bytes(), spooled.file);
                return spooled;
            } catch (IOException | RuntimeException e) {
                spooled.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file in " + directory, e);
        }
    }

    /** Copies bytes; only a failure to write is an {@link IOException}. */
    static void copy(InputStream bytes, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) out.write(buffer, 0, read);
        }
    }

    private static int read(InputStream bytes, byte[] buffer) {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            throw new UnreadableDocumentException(
                    "$", "well-formed", "the upload ended before the document did; send it again");
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
