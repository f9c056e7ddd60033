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

/** Events read before it is known what their prefixes mean, kept on disk. */
final class DeferredEvents implements AutoCloseable {
    private final Path directory;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private int count;

    DeferredEvents(Path directory) {
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
            throw new UncheckedIOException("cannot keep events until their context is known", e);
        }
    }

    /** @param turn of the document: each is in memory while it is handed on */
    void forEach(LargeTreePermits turn, Consumer consumer) {
        Path from = file;
        if (from == null || out == null) return;
        try {
            out.close();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(from)))) {
                for (int i = 0; i < count; i++) {
                    int index = in.readInt();
                    String path = in.readUTF();
                    int length = in.readInt();
                    turn.grownTo(length);
                    consumer.event(index, path, Json.MAPPER.readTree(in.readNBytes(length)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back events that waited for their context", e);
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
        void event(int index, String path, JsonNode node);
    }
}
