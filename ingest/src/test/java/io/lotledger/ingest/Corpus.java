package io.lotledger.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GS1's artefacts and real documents, where they are present: {@code LOTLEDGER_SHARED}, or a folder {@code shared} beside the project. */
public final class Corpus {
    private Corpus() {}

    /** The file or folder; the test is skipped without it. */
    public static Path require(String path) {
        Path shared = shared();
        assumeTrue(shared != null && Files.exists(shared.resolve(path)), "skipped: no corpus");
        return java.util.Objects.requireNonNull(shared).resolve(path);
    }

    /** The files under a folder whose names end so, in order. */
    public static List<Path> files(String folder, String... endings) {
        try (Stream<Path> all = Files.walk(require(folder))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path shared() {
        String told = System.getenv("LOTLEDGER_SHARED");
        if (told != null) return Path.of(told);
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("shared/epcis/README.md"))) return at.resolve("shared");
        }
        return null;
    }
}
