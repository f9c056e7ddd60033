package io.lotledger.ingest.capture.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.BrokenInputStream;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request body, kept until it is closed so that they can be read twice: in memory while small, otherwise in a
 * temporary file.
 */
public final class KeptBody implements AutoCloseable {
    /** As many bytes as a staged document holds without a reservation: the number of connections bounds these. */
    private static final int IN_MEMORY = 1 << 16;

    private final DeferredFileOutputStream kept;
    private final @Nullable IOException broken;

    private KeptBody(DeferredFileOutputStream kept, @Nullable IOException broken) {
        this.kept = kept;
        this.broken = broken;
    }

    /**
     * Reads a body to its end, or up to one byte more than a limit: a reader of the kept bytes then finds the limit exceeded.
     *
     * @param directory directory for the temporary file
     */
    public static KeptBody of(InputStream body, long maxBytes, Path directory) throws IOException {
        Files.createDirectories(directory);
        DeferredFileOutputStream kept = DeferredFileOutputStream.builder()
                .setThreshold(IN_MEMORY)
                .setPrefix("check")
                .setSuffix(".spool")
                .setDirectory(directory)
                .get();
        try (kept) {
            InputStream bounded = BoundedInputStream.builder()
                    .setInputStream(body)
                    .setMaxCount(maxBytes + 1)
                    .get();
            return new KeptBody(kept, copy(bounded, kept));
        } catch (IOException | RuntimeException e) {
            delete(kept);
            throw e;
        }
    }

    /** Returns why the body ended early, {@code null} when it is complete. A failure to write is thrown. */
    private static @Nullable IOException copy(InputStream body, DeferredFileOutputStream kept) throws IOException {
        byte[] buffer = new byte[1 << 13];
        while (true) {
            int read;
            try {
                read = body.read(buffer);
            } catch (IOException e) {
                return e;
            }
            if (read < 0) return null;
            kept.write(buffer, 0, read);
        }
    }

    /** The bytes from their beginning. A body that ended early ends with the same exception again. */
    public InputStream open() throws IOException {
        InputStream bytes = kept.toInputStream();
        return broken == null ? bytes : new SequenceInputStream(bytes, new BrokenInputStream(() -> broken));
    }

    @Override
    public void close() throws IOException {
        delete(kept);
    }

    private static void delete(DeferredFileOutputStream kept) throws IOException {
        Path file = kept.getPath();
        if (file != null) Files.deleteIfExists(file);
    }
}
