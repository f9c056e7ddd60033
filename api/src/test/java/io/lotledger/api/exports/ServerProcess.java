package io.lotledger.api.exports;

import io.lotledger.api.LotledgerApplication;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, so that it can be killed with -9; started again, it finds what it left. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern ANSWERS = Pattern.compile("Lotledger: (https?://[^\\s\"]+)");
    private static final int TAIL = 60;

    private final Path data;
    private final String heap;
    private final List<String> settings;
    private @Nullable Process process;
    private Path story;
    private int starts;

    /** @param settings as on the command line, without the dashes */
    public ServerProcess(Path data, List<String> settings) {
        this(data, "400m", settings);
    }

    /** @param heap as Java's {@code -Xmx} has it */
    public ServerProcess(Path data, String heap, List<String> settings) {
        this.data = data;
        this.heap = heap;
        this.settings = List.copyOf(settings);
        this.story = data.resolve("none.out");
    }

    /** Does not wait until it answers. */
    public void start() {
        try {
            story = Files.createDirectories(data).resolve(++starts + ".out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", // short lives
                    "-cp",
                    System.getProperty("java.class.path"),
                    LotledgerApplication.class.getName(),
                    "--server.port=0",
                    "--lotledger.data-dir=" + data,
                    "--lotledger.binaries-dir=" + LotledgerServer.programs()));
            settings.forEach(setting -> command.add("--" + setting));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(story.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Once it answers. */
    public Optional<URI> baseUrl() {
        if (!isAlive()) return Optional.empty();
        Matcher answers = ANSWERS.matcher(story().replace("\\/", "/")); // a log in JSON escapes slashes
        return answers.find() ? Optional.of(URI.create(answers.group(1))) : Optional.empty();
    }

    /** What it said since its last start. */
    public String story() {
        try {
            return Files.exists(story) ? Files.readString(story) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its {@link #story()}. */
    public String tail() {
        List<String> lines = story().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    Path data() {
        return data;
    }

    /** As {@code kill -9} does. */
    public void kill() {
        Process running = process;
        if (running == null) return;
        try {
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@code kill} does; the server finishes what it is answering. */
    public void stop() {
        Process running = process;
        if (running != null) running.destroy();
    }

    @Override
    public void close() {
        kill();
    }
}
