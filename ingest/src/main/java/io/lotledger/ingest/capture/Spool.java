package io.lotledger.ingest.capture;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds what was read of a document until it is appended, in memory while it is small and in a temporary file beyond. */
final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 1 << 20;
    private static final int EVENT = 1;
    private static final int REJECTED = 2;
    private static final int MASTER_DATA = 3;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8192);
    private @Nullable Path file;
    private DataOutputStream out = new DataOutputStream(memory);
    private int size;

    void add(Spooled one) {
        try {
            if (one instanceof Spooled.Event event) write(event);
            else if (one instanceof Spooled.Rejected rejected) write(rejected);
            else if (one instanceof Spooled.MasterData masterData) write(masterData);
            size++;
            if (file == null && memory.size() > IN_MEMORY) moveToFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot spool a document being captured", e);
        }
    }

    /** Everything added, in order; any number of times. */
    void forEach(Consumer<Spooled> consumer) {
        try {
            out.flush();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(), 1 << 16))) {
                for (int i = 0; i < size; i++) consumer.accept(read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back a document being captured", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private void moveToFile() throws IOException {
        Path created = Files.createTempFile("lotledger-capture", ".spool");
        file = created;
        OutputStream to = new BufferedOutputStream(Files.newOutputStream(created), 1 << 16);
        out = new DataOutputStream(to);
        memory.writeTo(to);
        memory.reset();
    }

    private InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    private void write(Spooled.Event event) throws IOException {
        out.writeByte(EVENT);
        out.writeInt(event.index());
        text(event.path());
        out.writeLong(event.stream().getMostSignificantBits());
        out.writeLong(event.stream().getLeastSignificantBits());
        text(event.eventID());
        text(event.contentHash());
        text(CaptureJson.of(event.warnings()));
        text(event.document());
    }

    private void write(Spooled.Rejected rejected) throws IOException {
        out.writeByte(REJECTED);
        out.writeInt(rejected.index());
        out.writeBoolean(rejected.eventID() != null);
        if (rejected.eventID() != null) text(rejected.eventID());
        text(CaptureJson.of(rejected.errors()));
        text(CaptureJson.of(rejected.warnings()));
    }

    private void write(Spooled.MasterData masterData) throws IOException {
        out.writeByte(MASTER_DATA);
        text(masterData.vocabulary());
        text(masterData.id());
        text(CaptureJson.of(masterData.attributes()));
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Spooled read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind == EVENT) {
            return new Spooled.Event(
                    in.readInt(),
                    text(in),
                    new UUID(in.readLong(), in.readLong()),
                    text(in),
                    text(in),
                    CaptureJson.violations(text(in)),
                    text(in));
        }
        if (kind == REJECTED) {
            return new Spooled.Rejected(
                    in.readInt(),
                    in.readBoolean() ? text(in) : null,
                    CaptureJson.violations(text(in)),
                    CaptureJson.violations(text(in)));
        }
        return new Spooled.MasterData(text(in), text(in), CaptureJson.attributes(text(in)));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
