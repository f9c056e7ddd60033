package io.lotledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a ledger costs that has grown: the same measures at each of {@code -Dsizes}, through the door, and the slope of each from
 * the first size to the last. Questions are about seasons of {@link SupplyChain} from the whole log, old ones too. The export is
 * that of {@link ExportBenchmark}, in an organisation of its own.
 */
class GrowthBenchmark {
    private static final List<Integer> SIZES = List.of(
                    System.getProperty("sizes", "20000,60000").split(","))
            .stream()
            .map(Integer::valueOf)
            .toList();
    private static final int ROUNDS = Integer.getInteger("rounds", 100);
    private static final int EXPORTS = Integer.getInteger("exports", 20);
    private static final int MORE = Integer.getInteger("more", 20_000);
    private static final String MEDIAN = ", p50 ms";
    private static final int SEASON = 66;
    private static final int WARM_UP = 20;

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final ApiClient api = client("growth");
    private final ApiClient exporter = client("growth " + UUID.randomUUID());
    private final ChainPoster poster =
            new ChainPoster(server, keys.create(keys.organisation("growth"), "bench", Set.of(Role.CAPTURE)));
    private final Random random = new Random(20);
    private final Map<String, List<Double>> bySize = new LinkedHashMap<>();

    private ApiClient client(String organisation) {
        return new ApiClient(
                server.baseUrl(),
                keys.create(
                        keys.organisation(organisation),
                        "bench",
                        Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT, Role.AUDIT)));
    }

    @Test
    void growth() throws Exception {
        String exported = traceOfTwoHundredEvents();
        for (int size : SIZES) {
            poster.post(Math.max(0, size - poster.posted() - MORE), Double.POSITIVE_INFINITY);
            poster.awaitCovered();
            capture();
            server.bean(JdbcClient.class).sql("vacuum analyze").update(); // as autovacuum does once nobody posts
            read("find, by a lot's code", () -> "/traceability/find?q=" + encoded(code(aSeason())));
            read("lot", () -> "/traceability/lots/" + id(aSeason()));
            read("trace", () -> "/traceability/lots/" + id(aSeason()) + "/lineage?direction=both");
            read(
                    "GET /events by EPC class",
                    () -> "/events?perPage=30&MATCH_anyEPCClass=" + encoded(SupplyChain.processedLot(aSeason())));
            read(
                    "GET /events by time",
                    () -> "/events?perPage=30&GE_eventTime=2026-0" + (1 + random.nextInt(9)) + "-01T00:00:00Z");
            export(exported);
        }
        bySize.forEach((what, values) -> System.out.printf(
                Locale.ROOT,
                "%-40s %s  slope %.2f%n",
                what,
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%,10.1f", value))
                        .toList(),
                slope(values)));
        ReleaseRatios ratios = new ReleaseRatios();
        ratios.timesLimit("growth", steepestMedian());
        ratios.check();
    }

    private double steepestMedian() {
        return bySize.entrySet().stream()
                .filter(measure -> measure.getKey().endsWith(MEDIAN))
                .mapToDouble(measure -> slope(measure.getValue()))
                .max()
                .orElseThrow();
    }

    private static double slope(List<Double> values) {
        return values.get(values.size() - 1) / values.get(0);
    }

    /** Documents of 1000 events by four clients, with everything at work that follows the log. */
    private void capture() throws Exception {
        long began = System.nanoTime();
        long before = poster.posted();
        poster.post(MORE, Double.POSITIVE_INFINITY);
        double durable = System.nanoTime() - began;
        poster.awaitCovered();
        double covered = System.nanoTime() - began;
        note("capture, ms for 1,000 events", durable / 1e3 / (poster.posted() - before));
        note("in every read model, ms for 1,000 events", covered / 1e3 / (poster.posted() - before));
    }

    private void read(String what, Supplier<String> path) {
        List<Double> millis = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            String asked = path.get();
            long began = System.nanoTime();
            Answer answer = api.query(asked);
            if (round >= 0) millis.add((System.nanoTime() - began) / 1e6);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
        note(what, millis);
    }

    private void export(String lot) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int round = -5; round < EXPORTS; round++) {
            long began = System.nanoTime();
            deliver(lot);
            if (round >= 0) millis.add((System.nanoTime() - began) / 1e6);
        }
        note("export of 200 events", millis);
    }

    private void note(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        note(what + MEDIAN, sorted.get(sorted.size() / 2));
        note(what + ", p95 ms", sorted.get(sorted.size() * 95 / 100));
    }

    private void note(String what, double value) {
        System.out.printf(Locale.ROOT, "%,12d events %-40s %,10.1f%n", poster.posted(), what, value);
        bySize.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
    }

    private int aSeason() {
        return 1 + random.nextInt((int) (poster.posted() / SEASON) - 20);
    }

    private static String code(int season) {
        String lot = SupplyChain.processedLot(season);
        return lot.substring(lot.lastIndexOf('/') + 1);
    }

    private String id(int season) {
        return api.get("/lots?class=" + encoded(SupplyChain.processedLot(season)))
                .body()
                .at("/lots/0/lot_id")
                .asString();
    }

    private String traceOfTwoHundredEvents() {
        List<String> events = new ArrayList<>();
        new SupplyChain(7, events::add).seasonOf(43);
        assertThat(exporter.capture(SupplyChain.descriptions()).status()).isEqualTo(202);
        assertThat(exporter.capture(SampleEvents.document(events)).status()).isEqualTo(202);
        poster.awaitCovered();
        return exporter.get("/lots?class=" + encoded(SupplyChain.processedLot(1)))
                .body()
                .at("/lots/0/lot_id")
                .asString();
    }

    private void deliver(String lot) throws InterruptedException {
        String job = exporter.post("/lots/" + lot + "/fda-export").text("job_short_id");
        while (true) {
            Answer now = exporter.get("/exports/" + job);
            assertThat(now.text("status")).isNotEqualTo("failed");
            if (now.text("status").equals("delivered")) return;
            Thread.sleep(5);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
