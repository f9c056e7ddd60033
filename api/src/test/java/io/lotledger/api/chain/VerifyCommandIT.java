package io.lotledger.api.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.Role;
import io.lotledger.api.verify.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor does with files that a server gave out, and no server. */
class VerifyCommandIT {
    private static final String GTIN = "19521101004004";

    @TempDir
    Path directory;

    private final ChainClient organisation = new ChainClient(LotledgerServer.shared());
    private final List<String> files = new ArrayList<>();

    @Test
    void filesOfALedgerAreVerifiedAndEachChangeIsSeen() throws Exception {
        List<String> ids = ChainClient.ids(3);
        organisation.capture(ids);
        organisation.latest(3);
        export();
        organisation.capture(ChainClient.declaration(ChainClient.event(ids.get(0), "L")));
        organisation.latest(4);
        save("proof.json", organisation.proofOf(ids.get(0)));
        save("consistency.json", organisation.api.query("/audit/consistency?from=3&to=4"));
        save("checkpoints.ndjson", organisation.api.query("/audit/checkpoints/file"));
        Path key = directory.resolve("key.json");
        Files.writeString(key, organisation.api.get("/manifest-key").text());
        Path pem = directory.resolve("key.pem");
        Files.writeString(pem, organisation.api.get("/manifest-key").text("public_key"));

        Run run = verify(pem, files);

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text())
                .contains(
                        "proof.json: " + ids.get(0) + " is entry 0 of the 4 below checkpoint",
                        ids.get(0) + " is entry 3 of the 4 below checkpoint",
                        "the first 3 of the 4 entries are unchanged",
                        "checkpoints.ndjson: checkpoints 1 to",
                        "workbook.xlsx: is unchanged: the workbook of export",
                        "the given proofs show 1 of its events, unchanged");
        assertThat(run.text()).endsWith("VERIFIED\n").doesNotContain("FAIL");
        assertThat(verify(key, files).code()).isZero();
        for (String file : files) assertThatChangesAreSeen(file, pem);
        assertThatACutFileSaysWhereItBegins(pem);
        assertThatTheJarNeedsNoServer(pem);
    }

    private void assertThatACutFileSaysWhereItBegins(Path key) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("checkpoints.ndjson"));
        Path cut = directory.resolve("cut.ndjson");
        Files.write(cut, lines.subList(1, lines.size()));

        assertThat(verify(key, List.of(cut.toString())).text())
                .contains("checkpoints 2 to " + lines.size() + " are signed, and each continues the one before");
    }

    @Test
    void proofForAnAuditorHasNoDocumentAndVerifiesItsLeaf() throws IOException {
        String id = ChainClient.id();
        organisation.capture(ChainClient.event(id, "L"));
        organisation.latest(1);
        ApiClient.Answer proof = organisation.as(Role.AUDIT).query("/audit/proof?index=0");
        assertThat(proof.status()).isEqualTo(200);
        assertThat(proof.body().at("/proofs/0/entry").isNull()).isTrue();
        assertThat(organisation.proofOf(id).body().at("/proofs/0/entry").isObject())
                .isTrue();
        save("leaf.json", proof);
        Path key = directory.resolve("key.json");
        Files.writeString(key, organisation.api.get("/manifest-key").text());

        Run run = verify(key, files);

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("is that of entry 0 of the 1 below", "does not contain the entry");
        Path file = directory.resolve("leaf.json");
        String leaf = proof.body().at("/proofs/0/leaf_hash").asString();
        Files.writeString(file, proof.text().replace(leaf, "0".repeat(leaf.length())));
        assertThat(verify(key, files).code()).isEqualTo(1);
    }

    @Test
    void filesOfAnotherKeyAndUnusableArgumentsAreRefused() throws IOException {
        Path other = directory.resolve("other.pem");
        Files.writeString(other, """
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                -----END PUBLIC KEY-----
                """);
        organisation.capture(ChainClient.ids(1));
        organisation.latest(1);
        save("checkpoints.ndjson", organisation.api.query("/audit/checkpoints/file"));
        Files.writeString(directory.resolve("notes.txt"), "nothing");

        assertThat(verify(other, files).code()).isEqualTo(1);
        assertThat(verify(other, files).text())
                .contains("no valid signature by a key that was given", "NOT VERIFIED: see the lines");
        assertThat(verify(other, List.of(directory.resolve("notes.txt").toString()))
                        .code())
                .isEqualTo(1);
        assertThat(verify(other, List.of(directory.resolve("absent").toString()))
                        .code())
                .isEqualTo(2);
        assertThat(verify(other, List.of(directory.resolve("absent").toString()))
                        .text())
                .contains("there is no file", "Check its path");
        assertThat(verify(directory.resolve("no.pem"), files).text())
                .contains("there is no file", "GET /traceability/manifest-key");
        assertThat(verify(other, List.of()).text()).startsWith("Usage:");
        List<String> withoutLastKey = List.of(files.get(0), "--key");
        assertThat(verify(other, withoutLastKey).code()).isEqualTo(2);
        assertThat(verify(other, withoutLastKey).text()).startsWith("Usage:");
    }

    /** A byte in the first, middle and last part of a file; white space and the like apart, each change is one too many. */
    private void assertThatChangesAreSeen(String file, Path key) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(file));
        for (int part = 1; part < 20; part++) {
            byte[] changed = whole.clone();
            int at = (int) ((long) whole.length * part / 20);
            while (!Character.isLetterOrDigit(changed[at] & 0xff)) at--;
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            Files.write(Path.of(file), changed);
            Run run = verify(key, files);
            boolean isRepetition = run.code() == 0 && isUnsigned(new String(whole, UTF_8), at);
            assertThat(run.code() == 1 || isRepetition)
                    .as("byte " + at + " of " + file + ": " + run.text())
                    .isTrue();
        }
        Files.write(Path.of(file), whole);
        assertThat(verify(key, files).code()).isZero();
    }

    /** How far the chain had come when the proof was given: of the latest checkpoint, which the proof need not lead to. */
    private static boolean isUnsigned(String text, int at) {
        int member = text.indexOf("\"covered_until\"");
        return text.startsWith("{\"organisation\"") && at > member && at < text.indexOf("\"from\"");
    }

    private void assertThatTheJarNeedsNoServer(Path key) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // short lives
                "-cp",
                System.getProperty("java.class.path"),
                "io.lotledger.api.LotledgerApplication",
                "verify",
                "--key",
                key.toString()));
        command.addAll(files);
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(new File(directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).doesNotContain("Spring", "Tomcat", "Flyway");
    }

    private void export() throws IOException {
        ApiClient api = organisation.api;
        String lot = await().atMost(ChainClient.PATIENCE)
                .until(
                        () -> api.get("/lots?gtin=" + GTIN)
                                .body()
                                .at("/lots/0/lot_id")
                                .asString(""),
                        found -> !found.isEmpty());
        String job = await().atMost(ChainClient.PATIENCE)
                .until(() -> api.get("/lots/" + lot + "/fda-export"), answer -> answer.status() == 200)
                .text("job_short_id");
        save("workbook.xlsx", ApiClient.fetch(api.get("/exports/" + job).text("signed_download_url")));
        save(
                "workbook.manifest.json",
                ApiClient.fetch(api.get("/exports/" + job + "/manifest").header("Location")));
    }

    private void save(String name, ApiClient.Answer answer) throws IOException {
        assertThat(answer.status()).as(name).isEqualTo(200);
        Path file = directory.resolve(name);
        Files.write(file, answer.response().body());
        files.add(file.toString());
    }

    private record Run(int code, String text) {}

    private static Run verify(Path key, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("--key", key.toString()));
        arguments.addAll(files);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyCommand.run(arguments, new PrintStream(out, true, UTF_8));
        return new Run(code, out.toString(UTF_8));
    }
}
