package io.lotledger.api.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The commit that the server was built from, recorded by the build ({@code src/build/BuildId.java}). */
public final class Build {
    private static final String FILE = "/META-INF/lotledger/build-id";

    private Build() {}

    /** The commit, with {@code -dirty} when the sources had uncommitted changes; empty when the build had no commit. */
    public static Optional<String> id() {
        try (InputStream in = Build.class.getResourceAsStream(FILE)) {
            if (in == null) return Optional.empty();
            String id = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return id.isEmpty() ? Optional.empty() : Optional.of(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
