package io.lotledger.api.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.find.SampleChain;
import io.lotledger.api.security.FirstKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus scrapes, and the dashboard and alerts that use it. */
class MetricsIT {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Words of PromQL that look like a metric's name. */
    private static final Set<String> PROMQL = Set.of(
            "sum",
            "max",
            "min",
            "avg",
            "rate",
            "increase",
            "by",
            "on",
            "time",
            "and",
            "or",
            "unless",
            "le",
            "histogram_quantile",
            "clamp_min",
            "absent",
            "vector",
            "without",
            "ignoring",
            "group_left",
            "max_over_time",
            "label_replace",
            "count",
            "bool");

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiClient operator = new ApiClient(
            server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());

    @Test
    void scrapeHasAMetricForEachThingThatAnOperatorWatches() throws Exception {
        String before = scrape();
        new SampleChain(server);
        String after = scrape();

        assertThat(names(after))
                .contains(
                        "lotledger_capture_documents_total",
                        "lotledger_capture_events_total",
                        "lotledger_capture_group_documents_sum",
                        "lotledger_capture_group_size_entries_count",
                        "lotledger_capture_commit_seconds_sum",
                        "lotledger_projections_lag_events",
                        "lotledger_projections_lag_time_seconds",
                        "lotledger_projections_oldest_unprocessed_age_seconds",
                        "lotledger_projections_parked_events",
                        "lotledger_projections_paused",
                        "lotledger_log_position",
                        "lotledger_export_jobs",
                        "lotledger_export_sla_clock_seconds",
                        "lotledger_export_sla_worst_seconds",
                        "lotledger_export_sla_breaches",
                        "lotledger_s3_errors_total",
                        "lotledger_s3_requests_seconds_count",
                        "hikaricp_connections_active",
                        "hikaricp_connections_pending",
                        "hikaricp_connections_max",
                        "http_server_requests_seconds_count");
        assertThat(value(after, "lotledger_capture_documents_total"))
                .isGreaterThanOrEqualTo(value(before, "lotledger_capture_documents_total") + 4);
        assertThat(value(after, "lotledger_capture_events_total{outcome=\"accepted\"}"))
                .isGreaterThan(value(before, "lotledger_capture_events_total{outcome=\"accepted\"}") + 30);
        assertThat(value(after, "lotledger_projections_lag_events{projection=\"lineage\"}"))
                .isFinite()
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    void dashboardAndAlertsNameOnlyMetricsThatAreThere() throws Exception {
        Set<String> known = names(scrape());
        Set<String> used = new TreeSet<>();
        JsonNode dashboard = JSON.readTree(Files.readAllBytes(DEPLOY.resolve("grafana/lotledger.json")));
        int panels = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets"))
                used.addAll(metrics(target.path("expr").asString()));
            assertThat(panel.path("title").asString()).isNotEmpty();
            if (panel.path("type").asString().equals("timeseries"))
                assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                        .as(panel.path("title").asString())
                        .isNotEmpty();
            panels++;
        }
        assertThat(panels).isGreaterThanOrEqualTo(10);
        int alerts = 0;
        for (Map<String, Object> rule : alerts()) {
            used.addAll(metrics(String.valueOf(rule.get("expr"))));
            assertThat(rule).as(rule.toString()).containsKeys("alert", "for", "labels", "annotations");
            assertThat(String.valueOf(rule.get("annotations"))).contains("summary", "action");
            alerts++;
        }
        assertThat(alerts).isGreaterThanOrEqualTo(8);

        assertThat(used).isNotEmpty();
        assertThat(known).containsAll(used);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        try (InputStream in = Files.newInputStream(DEPLOY.resolve("prometheus/alerts.yaml"))) {
            Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return ((List<Map<String, Object>>) requireNonNull(file.get("groups")))
                    .stream()
                            .flatMap(group -> ((List<Map<String, Object>>) requireNonNull(group.get("rules"))).stream())
                            .toList();
        }
    }

    private static Set<String> metrics(String expression) {
        String plain = expression
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("(by|without|on|ignoring) *\\([^)]*\\)", "");
        return Pattern.compile("[a-z_][a-z0-9_:]*")
                .matcher(plain)
                .results()
                .map(found -> found.group())
                .filter(word -> !PROMQL.contains(word) && word.length() > 2)
                .filter(word -> !word.equals("up")) // Prometheus makes it
                .collect(Collectors.toSet());
    }

    private String scrape() {
        ApiClient.Answer answer = operator.actuator("/prometheus");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    private static Set<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
    }
}
