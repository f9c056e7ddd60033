package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From the request of an export, by HTTP, until it is seen delivered, for a trace of 200 events; in turns with the limit: the same
 * workbook made and put into S3 on the spot, without a job. The client looks every five milliseconds. Then where the time went,
 * by the job's history.
 */
class ExportBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 60);
    private static final int STORES = Integer.getInteger("stores", 43);
    /** Without master data most cells are gaps, and the sheet of these is most of the workbook. */
    private static final boolean DESCRIBED = !"false".equals(System.getProperty("described"));

    private static final int WARM_UP = 15;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("bench " + UUID.randomUUID());
    private final String key =
            keys.create(organisation, "bench", Set.of(Role.CAPTURE, Role.EXPORT, Role.AUDIT, Role.QUERY));
    private final HttpClient http = HttpClient.newHttpClient();
    private final LotKey lot = LotKey.of(SupplyChain.processedLot(1)).orElseThrow();
    private final String lotId = ShortUuid.encode(lot.idIn(organisation));
    private final Map<String, List<Double>> stages = new TreeMap<>();

    @Test
    void exportOfTwoHundredEvents() throws Exception {
        capture();
        List<Double> exports = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> bareCpu = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        JsonNode job = JSON.createObjectNode();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long began = System.nanoTime();
            job = delivered();
            double export = millisSince(began);
            began = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            onTheSpot();
            double spotCpu = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
            double spot = millisSince(began);
            if (round < 0) continue;
            exports.add(export);
            bare.add(spot);
            bareCpu.add(spotCpu);
            note(job.path("job_short_id").asString());
        }
        System.out.printf(
                "%s events, %,d bytes%n",
                job.path("rows").path("Events"), job.path("size_bytes").asLong());
        print("request to delivered", exports);
        print("made and stored on the spot", bare);
        print("the CPU time of that, without the database's and the store's", bareCpu);
        stages.forEach(ExportBenchmark::print);
        ReleaseRatios ratios = new ReleaseRatios();
        ratios.timesLimit("export", median(exports) / median(bare));
        ratios.check();
    }

    private void capture() throws Exception {
        List<String> events = new ArrayList<>();
        new SupplyChain(7, events::add).seasonOf(STORES);
        if (DESCRIBED) send("POST", "/capture", SupplyChain.descriptions());
        send("POST", "/capture", SampleEvents.document(events));
        while (send("GET", "/traceability/lots/" + lotId, "").statusCode() == 404) Thread.sleep(20);
        ReadModels readModels = server.bean(ReadModels.class);
        readModels.await(readModels.head(), Duration.ofMinutes(1));
    }

    private JsonNode delivered() throws Exception {
        JsonNode asked = JSON.readTree(
                send("POST", "/traceability/lots/" + lotId + "/fda-export", "").body());
        String job = "/traceability/exports/" + asked.path("job_short_id").asString();
        while (true) {
            JsonNode now = JSON.readTree(send("GET", job, "").body());
            String status = now.path("status").asString();
            if (status.equals("delivered")) return now;
            if (status.equals("failed")) throw new IllegalStateException(now.toString());
            Thread.sleep(5);
        }
    }

    private void onTheSpot() throws Exception {
        ExportRequested export = new ExportRequested(
                UUID.randomUUID(),
                organisation,
                lot.idIn(organisation),
                lot.uri(),
                Direction.BOTH,
                WorkbookFormat.XLSX,
                1,
                "bench",
                Instant.now(),
                server.bean(ReadModels.class).head(),
                null);
        Path file = Files.createTempFile("bench", ".xlsx");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                WorkbookSource source = server.bean(WorkbookSource.class);
                source.render(export, source.maker(), out, (done, total) -> {});
            }
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            server.bean(WorkbookStore.class)
                    .put(new Workbook("bench/" + export.shortId() + ".xlsx", "bench.xlsx", sha256, "text/plain"), file);
        } finally {
            Files.delete(file);
        }
    }

    /** Milliseconds between one entry of the job's history and the next. */
    private void note(String job) throws Exception {
        JsonNode history = JSON.readTree(
                send("GET", "/traceability/exports/" + job + "/history", "").body());
        JsonNode entries = history.path("events");
        for (int i = 1; i < entries.size(); i++) {
            Instant before = Instant.parse(entries.get(i - 1).path("time").asString());
            Instant after = Instant.parse(entries.get(i).path("time").asString());
            stages.computeIfAbsent("  until " + entries.get(i).path("type").asString(), t -> new ArrayList<>())
                    .add((double) Duration.between(before, after).toMillis());
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/ld+json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(List<Double> millis) {
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }

    private static void print(String what, List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.0f ms, p95 %.0f ms, most %.0f ms of %d%n",
                what,
                sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
                Arrays.stream(sorted).max().orElse(0),
                sorted.length);
    }
}
