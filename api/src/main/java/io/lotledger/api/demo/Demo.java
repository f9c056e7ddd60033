package io.lotledger.api.demo;

import static java.util.Objects.requireNonNull;

import io.lotledger.api.security.FirstKey;
import io.lotledger.api.wiring.LotledgerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Posts the sample chain, exports its last lot and saves the workbook. A second run over the same data adds no duplicates. */
@Component
@ConditionalOnProperty(name = "lotledger.demo", havingValue = "true")
@Order(Ordered.LOWEST_PRECEDENCE)
class Demo implements ApplicationRunner {
    static final List<String> DOCUMENTS = List.of(
            "1-farms-and-cooler.jsonld",
            "2-packer.jsonld",
            "3-landing-and-processor.jsonld",
            "4-distribution-and-stores.jsonld");
    static final String TLC = "(01)19521101004004(10)HFK308-2";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

    private final WebServerApplicationContext server;
    private final FirstKey firstKey;
    private final Path dataDir;
    private final boolean exit;
    private final long started = System.nanoTime();

    Demo(
            WebServerApplicationContext server,
            FirstKey firstKey,
            LotledgerSettings settings,
            @Value("${lotledger.demo.exit:false}") boolean exit) {
        this.server = server;
        this.firstKey = firstKey;
        this.dataDir = settings.dataDir();
        this.exit = exit;
    }

    @Override
    public void run(ApplicationArguments args) throws Exception {
        String key = key();
        URI api = URI.create(
                "http://127.0.0.1:" + requireNonNull(server.getWebServer()).getPort() + "/epcis/api/2.0");
        DemoClient client = new DemoClient(api, key);

        print(
                "Posting the sample chain: two farms, a cooler, a packer, a landing, a processor, a distribution centre, two stores");
        for (String document : DOCUMENTS) post(client, document);
        String lot = findLot(client);
        JsonNode job = export(client, lot);
        Path workbook = save(client, job, signedUrl(client, lot));
        printSummary(api, key, job, workbook, signedUrl(client, lot));
        if (exit) System.exit(SpringApplication.exit(server));
    }

    private void post(DemoClient client, String document) throws IOException, InterruptedException {
        byte[] body = new ClassPathResource("samples/" + document).getContentAsByteArray();
        JsonNode posted = client.postDocument("/capture", body);
        JsonNode job = await(client, "/capture/" + posted.path("captureID").asString(), done("projected"));
        if (!job.path("success").asBoolean()) throw new IOException(document + " was not captured: " + job);
        print("  %-34s %2d %s: %2d accepted, %2d already known, %d with a warning"
                .formatted(
                        document,
                        job.path("totalCount").asInt(),
                        counted(job.path("totalCount").asInt(), "event"),
                        job.path("acceptedCount").asInt(),
                        job.path("duplicateCount").asInt(),
                        job.path("warningCount").asInt()));
    }

    private String findLot(DemoClient client) throws IOException, InterruptedException {
        JsonNode lots = client.get("/traceability/lots?tlc=" + URLEncoder.encode(TLC, StandardCharsets.UTF_8))
                .path("lots");
        if (lots.size() != 1) throw new IOException("expected one lot " + TLC + ", found " + lots);
        JsonNode lot = lots.get(0);
        print("Found lot %s: %s, id %s"
                .formatted(
                        TLC,
                        lot.path("product_name").asString(""),
                        lot.path("lot_id").asString()));
        return lot.path("lot_id").asString();
    }

    private JsonNode export(DemoClient client, String lot) throws IOException, InterruptedException {
        JsonNode first = client.get(exportPath(lot));
        print("Export job %s is %s"
                .formatted(
                        first.path("job_short_id").asString(),
                        first.path("status").asString()));
        JsonNode job = await(
                client,
                exportPath(lot),
                answer -> !answer.path("signed_download_url").isNull()
                        || answer.path("status").asString().equals("failed"));
        if (!job.path("status").asString().equals("delivered")) throw new IOException("the export failed: " + job);
        return client.get("/traceability/exports/" + job.path("job_short_id").asString());
    }

    /** Each read returns a newly signed URL. */
    private static URI signedUrl(DemoClient client, String lot) throws IOException, InterruptedException {
        return URI.create(
                client.get(exportPath(lot)).path("signed_download_url").asString());
    }

    private Path save(DemoClient client, JsonNode job, URI signedUrl) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(dataDir.resolve("workbooks"));
        Path workbook = client.download(signedUrl, folder.resolve(fileName(job)));
        print("Delivered after %d %s, %,d bytes, sha256 %s"
                .formatted(
                        job.path("attempts").asInt(),
                        counted(job.path("attempts").asInt(), "attempt"),
                        job.path("size_bytes").asLong(),
                        job.path("sha256").asString()));
        job.path("rows")
                .propertyStream()
                .filter(rows -> rows.getValue().asLong() > 0)
                .forEach(rows -> print("  %-34s %3d %s"
                        .formatted(
                                rows.getKey(),
                                rows.getValue().asLong(),
                                counted(rows.getValue().asLong(), "row"))));
        return workbook;
    }

    /** Includes the job's id, so that workbooks of one lot and day do not overwrite each other. */
    private static String fileName(JsonNode job) {
        String name = job.path("file_name").asString();
        int end = name.lastIndexOf('.');
        return name.substring(0, end) + "_" + job.path("job_short_id").asString() + name.substring(end);
    }

    private void printSummary(URI api, String key, JsonNode job, Path workbook, URI signedUrl) {
        System.out.printf(
                """

                Workbook    %s
                Signed URL  %s
                API         %s
                API key     %s (admin of the demo's organisation)

                KEY=$(cat '%s')
                curl -H "X-API-Key: $KEY" '%s%s'
                curl -H "X-API-Key: $KEY" '%s/traceability/exports/%s/history'
                %n""",
                workbook,
                signedUrl,
                api,
                key,
                keyFile(),
                api,
                exportPath(job.path("lot_id").asString()),
                api,
                job.path("job_short_id").asString());
        if (!exit) System.out.printf("The server stays up. Stop it with Ctrl-C; the data is kept in %s%n%n", dataDir);
        String page =
                api.resolve("/compliance/lots/" + job.path("lot_id").asString()).toString();
        System.out.printf("Dashboard   %s  (sign in with the API key above)%n%n", page);
    }

    /** The key of the first start, kept beside the data for later runs. */
    private String key() throws IOException {
        Optional<String> generated = firstKey.generated();
        Path file = keyFile();
        if (generated.isPresent()) {
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, generated.get());
            return generated.get();
        }
        if (Files.exists(file)) return Files.readString(file).strip();
        throw new IOException(
                "The demo did not create this ledger and has no admin key for it. Choose another folder with "
                        + "-Dlotledger.data-dir=…, or put an admin key into " + file);
    }

    private Path keyFile() {
        return dataDir.resolve("demo-api-key");
    }

    private static String exportPath(String lot) {
        return "/traceability/lots/" + lot + "/fda-export?direction=both&format=xlsx";
    }

    private static Predicate<JsonNode> done(String field) {
        return answer -> answer.path(field).asBoolean();
    }

    private static String counted(long count, String noun) {
        return count == 1 ? noun : noun + "s";
    }

    /** Polls until the answer is done, and prints progress every few seconds. */
    private JsonNode await(DemoClient client, String path, Predicate<JsonNode> done)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long silentSince = System.nanoTime();
        JsonNode answer = client.get(path);
        while (!done.test(answer)) {
            if (System.nanoTime() > giveUp)
                throw new IOException(path + " did not finish within " + PATIENCE.toSeconds() + " s: " + answer);
            if (System.nanoTime() - silentSince > LONGEST_SILENCE.toNanos()) {
                silentSince = System.nanoTime();
                print("  waiting for " + path.replaceFirst("\\?.*", "") + ": "
                        + answer.path("status").asString("under way"));
            }
            Thread.sleep(100);
            answer = client.get(path);
        }
        return answer;
    }

    private void print(String line) {
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(Locale.ROOT, "%7.2f s  %s%n", seconds, line);
    }
}
