package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the entries of a document until they are committed: in memory while small, otherwise in a temporary file. */
public final class StagedDocument implements AutoCloseable {
    /** Maximum characters of one document in memory. */
    public static final int IN_MEMORY = 4 << 20;

    /** Characters that all documents larger than {@link #SMALL} may hold in memory together. */
    private static final Semaphore MEMORY_BUDGET =
            new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 16));

    private static final int SMALL = 1 << 16;

    private static final int EVENT = 1;
    private static final int REJECTED = 2;
    private static final int MASTER_DATA = 3;

    private final Path directory;
    private final DiskReserve reserve;
    private final List<StagedEntry> inMemory = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private Map<Integer, List<Violation>> notes = Map.of();
    private int characters;
    private int reserved;
    private int size;

    /** @param reserve of the disk; the file does not use it up */
    public StagedDocument(Path directory, DiskReserve reserve) {
        this.directory = directory;
        this.reserve = reserve;
    }

    void add(StagedEntry entry) {
        size++;
        try {
            if (out != null) {
                reserve.require();
                write(entry, out);
                return;
            }
            inMemory.add(entry);
            characters += entry.weight();
            if (characters > IN_MEMORY || !reserve()) moveToFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stage a document in a file", e);
        }
    }

    /** Reserves memory. A small document needs no reservation: the number of connections bounds these. */
    private boolean reserve() {
        int more = characters - SMALL - reserved;
        if (more <= 0) return true;
        if (!MEMORY_BUDGET.tryAcquire(more)) return false;
        reserved += more;
        return true;
    }

    public int size() {
        return size;
    }

    /** Whether no entry was written to a file. */
    public boolean isInMemory() {
        return out == null;
    }

    /** Adds warnings found after reading, by event index. */
    void note(Map<Integer, List<Violation>> warnings) {
        notes = warnings;
    }

    /** Visits all entries in order, with their added warnings. May be called repeatedly. */
    public void forEach(Consumer<StagedEntry> consumer) {
        if (notes.isEmpty()) visit(consumer);
        else visit(entry -> consumer.accept(withNotes(entry)));
    }

    private StagedEntry withNotes(StagedEntry entry) {
        if (entry instanceof StagedEntry.Event event && notes.containsKey(event.index())) {
            return event.with(notes.get(event.index()));
        }
        if (entry instanceof StagedEntry.Rejected rejected && notes.containsKey(rejected.index())) {
            return rejected.with(notes.get(rejected.index()));
        }
        return entry;
    }

    private void visit(Consumer<StagedEntry> consumer) {
        Path from = file;
        if (from == null || out == null) {
            inMemory.forEach(consumer);
            return;
        }
        try {
            out.flush();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(from), 1 << 16))) {
                for (int i = 0; i < size; i++) consumer.accept(read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a staged document", e);
        }
    }

    @Override
    public void close() {
        releaseMemory();
        try {
            if (out != null) out.close();
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private void moveToFile() throws IOException {
        reserve.require();
        Files.createDirectories(directory);
        Path created = Files.createTempFile(directory, "capture", ".spool");
        file = created;
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(created), 1 << 16));
        out = to;
        for (StagedEntry entry : inMemory) write(entry, to);
        inMemory.clear();
        releaseMemory();
    }

    private void releaseMemory() {
        MEMORY_BUDGET.release(reserved);
        reserved = 0;
    }

    private static void write(StagedEntry entry, DataOutputStream out) throws IOException {
        if (entry instanceof StagedEntry.Event event) write(event, out);
        else if (entry instanceof StagedEntry.Rejected rejected) write(rejected, out);
        else if (entry instanceof StagedEntry.MasterData masterData) write(masterData, out);
    }

    private static void write(StagedEntry.Event event, DataOutputStream out) throws IOException {
        out.writeByte(EVENT);
        out.writeInt(event.index());
        text(event.path(), out);
        nullable(event.place(), out);
        stream(event.stream(), out);
        text(event.eventID(), out);
        write(event.earlier(), out);
        out.writeBoolean(event.isNamedBySender());
        text(event.payloadHash(), out);
        text(event.content(), out);
        text(event.declaredContent(), out);
        text(CaptureJson.of(event.warnings()), out);
        text(CaptureJson.of(event.changes()), out);
        text(event.document(), out);
    }

    private static void write(EarlierForms earlier, DataOutputStream out) throws IOException {
        nullable(earlier.compactID(), out);
        nullable(earlier.capitalID(), out);
        streams(earlier.declarations(), out);
        streams(earlier.asSent(), out);
    }

    private static void write(StagedEntry.Rejected rejected, DataOutputStream out) throws IOException {
        out.writeByte(REJECTED);
        out.writeInt(rejected.index());
        nullable(rejected.place(), out);
        nullable(rejected.eventID(), out);
        text(CaptureJson.of(rejected.errors()), out);
        text(CaptureJson.of(rejected.warnings()), out);
        nullable(rejected.document(), out);
    }

    private static void write(StagedEntry.MasterData masterData, DataOutputStream out) throws IOException {
        out.writeByte(MASTER_DATA);
        text(masterData.path(), out);
        text(masterData.vocabulary(), out);
        text(masterData.id(), out);
        text(CaptureJson.of(masterData.attributes()), out);
        out.writeBoolean(masterData.isOnly());
    }

    private static void streams(Collection<UUID> streams, DataOutputStream out) throws IOException {
        out.writeInt(streams.size());
        for (UUID stream : streams) stream(stream, out);
    }

    private static void stream(UUID stream, DataOutputStream out) throws IOException {
        out.writeLong(stream.getMostSignificantBits());
        out.writeLong(stream.getLeastSignificantBits());
    }

    private static List<UUID> streams(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<UUID> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) streams.add(stream(in));
        return streams;
    }

    private static UUID stream(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void nullable(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) text(text, out);
    }

    private static @Nullable String nullable(DataInputStream in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    private static StagedEntry read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind == EVENT) {
            return new StagedEntry.Event(
                    in.readInt(),
                    text(in),
                    nullable(in),
                    stream(in),
                    text(in),
                    new EarlierForms(nullable(in), nullable(in), streams(in), Set.copyOf(streams(in))),
                    in.readBoolean(),
                    text(in),
                    text(in),
                    text(in),
                    CaptureJson.violations(text(in)),
                    CaptureJson.violations(text(in)),
                    text(in));
        }
        if (kind == REJECTED) {
            return new StagedEntry.Rejected(
                    in.readInt(),
                    nullable(in),
                    nullable(in),
                    CaptureJson.violations(text(in)),
                    CaptureJson.violations(text(in)),
                    nullable(in));
        }
        return new StagedEntry.MasterData(
                text(in), text(in), text(in), CaptureJson.attributes(text(in)), in.readBoolean());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
