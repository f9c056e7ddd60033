package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.LargeTreePermits;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps events or vocabulary elements on disk that precede the document's {@code @context}. */
final class DeferredParts implements AutoCloseable {
    private final Path directory;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private int count;

    DeferredParts(Path directory) {
        this.directory = directory;
    }

    void add(int index, String path, JsonNode node) {
        try {
            DataOutputStream to = out;
            if (to == null) {
                Path created = Files.createTempFile(Files.createDirectories(directory), "waiting", ".json");
                file = created;
                to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(created)));
                out = to;
            }
            byte[] json = Json.MAPPER.writeValueAsBytes(node);
            to.writeInt(index);
            to.writeUTF(path);
            to.writeInt(json.length);
            to.write(json);
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store what precedes its context", e);
        }
    }

    /** @param permits the document's permits; each part is in memory while it is consumed */
    void forEach(LargeTreePermits permits, Consumer consumer) {
        Path from = file;
        if (from == null || out == null) return;
        try {
            out.close();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(from)))) {
                for (int i = 0; i < count; i++) {
                    int index = in.readInt();
                    String path = in.readUTF();
                    int length = in.readInt();
                    permits.acquireIfLarge(length);
                    consumer.part(index, path, Json.MAPPER.readTree(in.readNBytes(length)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what precedes its context", e);
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) out.close();
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    interface Consumer {
        void part(int index, String path, JsonNode node);
    }
}
