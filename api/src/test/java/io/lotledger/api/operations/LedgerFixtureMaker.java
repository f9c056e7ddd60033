package io.lotledger.api.operations;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a {@link LedgerFixture} with a server of any version. {@code api/docs/operations.md} has the command.
 *
 * <p>The data directory stays, so that a newer server can be started on it by hand.
 */
final class LedgerFixtureMaker {
    private static final Pattern ANSWERS = Pattern.compile("Lotledger: (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private LedgerFixtureMaker() {}

    /** Arguments: the zip to write, a data directory that does not exist, and what follows {@code java} to start that version's server. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3)
            throw new IllegalArgumentException("Give a zip to write, a new data directory, and the arguments of java");
        Path zip = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]).toAbsolutePath();
        if (Files.exists(data)) throw new IllegalArgumentException(data + " exists: choose a new data directory");
        Files.createDirectories(requireNonNull(data.getParent()));
        Path output = Files.createTempFile("lotledger-fixture", ".out");
        String name = requireNonNull(zip.getFileName()).toString().replace(".zip", "");

        FixtureChain chain = new FixtureChain(name);
        Process server = start(List.of(arguments).subList(2, arguments.length), data, chain.settings(), output);
        try {
            chain.send(address(server, output), data);
        } finally {
            server.destroy();
        }
        if (!server.waitFor(1, TimeUnit.MINUTES)) throw new IOException("the server does not stop");
        Map<String, byte[]> files = new TreeMap<>(chain.sent());
        Path key = data.resolve(LedgerFixture.MANIFEST_KEY);
        if (Files.exists(key)) files.put(LedgerFixture.MANIFEST_KEY, Files.readAllBytes(key));
        try (OwnStorage storage = OwnStorage.start(data)) {
            LedgerFixture fixture = LedgerFixture.of(storage, files, chain.answers());
            fixture.rename(InetAddress.getLocalHost().getHostName(), "node");
            fixture.write(zip);
        }
        System.out.println(zip + ": " + Files.size(zip) + " bytes; that version lacks " + chain.lacking());
    }

    private static Process start(List<String> java, Path data, List<String> settings, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "--server.port=0",
                "--lotledger.data-dir=" + data,
                "--lotledger.binaries-dir=" + LotledgerServer.programs()));
        settings.forEach(setting -> command.add("--" + setting));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static URI address(Process server, Path output) throws IOException {
        await().atMost(PATIENCE)
                .until(() -> !server.isAlive()
                        || ANSWERS.matcher(Files.readString(output)).find());
        Matcher answers = ANSWERS.matcher(Files.readString(output));
        if (!answers.find()) throw new IOException("the server did not start: " + Files.readString(output));
        return URI.create(answers.group(1));
    }
}
