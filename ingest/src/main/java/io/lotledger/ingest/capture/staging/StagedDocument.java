package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds what was read of a document until it is appended, in memory while it is small and in a temporary file beyond. */
public final class StagedDocument implements AutoCloseable {
    /** Characters of one document held in memory. */
    public static final int IN_MEMORY = 4 << 20;

    /** Characters of all documents held in memory, of those that are larger than {@link #SMALL}. */
    private static final Semaphore ROOM =
            new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 16));

    private static final int SMALL = 1 << 16;

    private static final int EVENT = 1;
    private static final int REJECTED = 2;
    private static final int MASTER_DATA = 3;

    private final Path directory;
    private final List<StagedEntry> memory = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private Map<Integer, List<Violation>> notes = Map.of();
    private int characters;
    private int room;
    private int size;

    public StagedDocument(Path directory) {
        this.directory = directory;
    }

    void add(StagedEntry one) {
        size++;
        try {
            if (out != null) {
                write(one, out);
                return;
            }
            memory.add(one);
            characters += one.weight();
            if (characters > IN_MEMORY || !hasRoom()) moveToFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot spool a document being captured", e);
        }
    }

    /** A small document always has: so many of them are held as there are connections. */
    private boolean hasRoom() {
        int more = characters - SMALL - room;
        if (more <= 0) return true;
        if (!ROOM.tryAcquire(more)) return false;
        room += more;
        return true;
    }

    public int size() {
        return size;
    }

    /** Whether nothing of it had to be written to a file. */
    public boolean isInMemory() {
        return out == null;
    }

    /** Warnings found when all was read, by the index of their event. */
    void note(Map<Integer, List<Violation>> warnings) {
        notes = warnings;
    }

    /** Everything added, in order, with what was noted; any number of times. */
    public void forEach(Consumer<StagedEntry> consumer) {
        if (notes.isEmpty()) each(consumer);
        else each(one -> consumer.accept(noted(one)));
    }

    private StagedEntry noted(StagedEntry one) {
        if (one instanceof StagedEntry.Event event && notes.containsKey(event.index())) {
            return event.with(notes.get(event.index()));
        }
        if (one instanceof StagedEntry.Rejected rejected && notes.containsKey(rejected.index())) {
            return rejected.with(notes.get(rejected.index()));
        }
        return one;
    }

    private void each(Consumer<StagedEntry> consumer) {
        Path from = file;
        if (from == null || out == null) {
            memory.forEach(consumer);
            return;
        }
        try {
            out.flush();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(from), 1 << 16))) {
                for (int i = 0; i < size; i++) consumer.accept(read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back a document being captured", e);
        }
    }

    @Override
    public void close() {
        giveRoomBack();
        try {
            if (out != null) out.close();
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private void moveToFile() throws IOException {
        Files.createDirectories(directory);
        Path created = Files.createTempFile(directory, "capture", ".spool");
        file = created;
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(created), 1 << 16));
        out = to;
        for (StagedEntry one : memory) write(one, to);
        memory.clear();
        giveRoomBack();
    }

    private void giveRoomBack() {
        ROOM.release(room);
        room = 0;
    }

    private static void write(StagedEntry one, DataOutputStream out) throws IOException {
        if (one instanceof StagedEntry.Event event) write(event, out);
        else if (one instanceof StagedEntry.Rejected rejected) write(rejected, out);
        else if (one instanceof StagedEntry.MasterData masterData) write(masterData, out);
    }

    private static void write(StagedEntry.Event event, DataOutputStream out) throws IOException {
        out.writeByte(EVENT);
        out.writeInt(event.index());
        text(event.path(), out);
        out.writeLong(event.stream().getMostSignificantBits());
        out.writeLong(event.stream().getLeastSignificantBits());
        text(event.eventID(), out);
        out.writeBoolean(event.isNamedBySender());
        text(event.payloadHash(), out);
        text(event.content(), out);
        text(event.declaredContent(), out);
        text(CaptureJson.of(event.warnings()), out);
        text(event.document(), out);
    }

    private static void write(StagedEntry.Rejected rejected, DataOutputStream out) throws IOException {
        out.writeByte(REJECTED);
        out.writeInt(rejected.index());
        out.writeBoolean(rejected.eventID() != null);
        if (rejected.eventID() != null) text(rejected.eventID(), out);
        text(CaptureJson.of(rejected.errors()), out);
        text(CaptureJson.of(rejected.warnings()), out);
    }

    private static void write(StagedEntry.MasterData masterData, DataOutputStream out) throws IOException {
        out.writeByte(MASTER_DATA);
        text(masterData.vocabulary(), out);
        text(masterData.id(), out);
        text(CaptureJson.of(masterData.attributes()), out);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static StagedEntry read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind == EVENT) {
            return new StagedEntry.Event(
                    in.readInt(),
                    text(in),
                    new UUID(in.readLong(), in.readLong()),
                    text(in),
                    in.readBoolean(),
                    text(in),
                    text(in),
                    text(in),
                    CaptureJson.violations(text(in)),
                    text(in));
        }
        if (kind == REJECTED) {
            return new StagedEntry.Rejected(
                    in.readInt(),
                    in.readBoolean() ? text(in) : null,
                    CaptureJson.violations(text(in)),
                    CaptureJson.violations(text(in)));
        }
        return new StagedEntry.MasterData(text(in), text(in), CaptureJson.attributes(text(in)));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
