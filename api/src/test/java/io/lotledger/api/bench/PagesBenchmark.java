package io.lotledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * How long the server takes for the pages of the dashboard, and for the answers behind them, on a ledger of {@code -Devents}. The
 * limit is the glossary: the same server, session and templates without the ledger. A find of the only lot is answered with the
 * address of its page, which is measured on its own. With {@code -Dbudgets=true} a page beyond the
 * dashboard's budget fails the run.
 */
class PagesBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 100_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 100);
    private static final boolean BUDGETS = Boolean.getBoolean("budgets");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** Milliseconds at the 95th percentile. */
    private static final Map<String, Double> BUDGET =
            Map.of("home", 200.0, "find", 150.0, "find several", 150.0, "lot", 300.0, "export job", 100.0);

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final String key =
            keys.create(keys.organisation("pages"), "bench", Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT, Role.AUDIT));
    private final ApiClient api = new ApiClient(server.baseUrl(), key);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Test
    void pages() throws Exception {
        ChainPoster poster = new ChainPoster(server, key);
        poster.post(EVENTS, Double.POSITIVE_INFINITY);
        poster.awaitCovered();
        server.bean(JdbcClient.class).sql("vacuum analyze").update(); // as autovacuum does once nobody posts
        List<JsonNode> lots = new ArrayList<>();
        for (int season = 1; season <= 50; season++) {
            api.get("/lots?class=" + encoded(SupplyChain.processedLot(season)))
                    .body()
                    .path("lots")
                    .forEach(lots::add);
        }
        assertThat(lots).isNotEmpty();
        String job = api.post("/lots/" + id(lots.get(0)) + "/fda-export").text("job_short_id");
        signIn();

        Map<String, IntFunction<String>> paths = new LinkedHashMap<>();
        paths.put("limit: glossary", i -> "/compliance/help/glossary");
        paths.put("home", i -> "/compliance/");
        paths.put(
                "find",
                i -> "/compliance/find?q="
                        + encoded(lots.get(i % lots.size()).path("tlc").asString()));
        paths.put("find several", i -> "/compliance/find?q=" + encoded(beginning(lots.get(i % lots.size()))));
        paths.put("lots", i -> "/compliance/lots");
        paths.put("lot", i -> "/compliance/lots/" + id(lots.get(i % lots.size())));
        paths.put("lineage", i -> "/compliance/lots/" + id(lots.get(i % lots.size())) + "/lineage");
        paths.put("findings", i -> "/compliance/findings");
        paths.put("captures", i -> "/compliance/captures");
        paths.put("export job", i -> "/compliance/exports/" + job);
        Map<String, List<Double>> times = new TreeMap<>();
        for (int round = -20; round < ROUNDS; round++) {
            for (Map.Entry<String, IntFunction<String>> path : paths.entrySet()) {
                double millis = time(path.getValue().apply(round + 20));
                if (round >= 0)
                    times.computeIfAbsent(path.getKey(), any -> new ArrayList<>())
                            .add(millis);
            }
        }
        System.out.printf(Locale.ROOT, "%d events; milliseconds, p50 / p95:%n", poster.posted());
        Map<String, Double> p95 = new LinkedHashMap<>();
        paths.keySet().forEach(page -> {
            List<Double> sorted = times.get(page).stream().sorted().toList();
            p95.put(page, sorted.get(sorted.size() * 95 / 100));
            System.out.printf(Locale.ROOT, "  %-24s %.1f / %.1f%n", page, sorted.get(sorted.size() / 2), p95.get(page));
        });
        if (!BUDGETS) return;
        BUDGET.forEach((page, budget) -> assertThat(p95.get(page)).as(page).isLessThan(budget));
    }

    /** Of a lot code, so that several are found. */
    private static String beginning(JsonNode lot) {
        String code = lot.path("tlc").asString();
        return code.substring(code.lastIndexOf(')') + 1, code.length() - 1);
    }

    private static String id(JsonNode lot) {
        return lot.path("lot_id").asString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private double time(String path) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)).build());
        double millis = (System.nanoTime() - began) / 1e6;
        if (answer.statusCode() == 302) { // find, to the only lot
            assertThat(answer.headers().firstValue("Location").orElse("")).contains("/compliance/lots/");
            return millis;
        }
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return millis;
    }

    private void signIn() throws Exception {
        Matcher token = TOKEN.matcher(
                send(HttpRequest.newBuilder(uri("/compliance/sign-in")).build()).body());
        assertThat(token.find()).isTrue();
        String form = "_csrf=" + encoded(token.group(1)) + "&key=" + encoded(key);
        HttpResponse<String> signedIn = send(HttpRequest.newBuilder(uri("/compliance/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        assertThat(signedIn.headers().firstValue("Location").orElse(""))
                .as(signedIn.body())
                .endsWith("/compliance/");
    }

    private URI uri(String path) {
        return URI.create(server.baseUrl() + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }
}
