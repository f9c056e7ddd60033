package io.lotledger.api.wiring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code deploy/}, as far as they can be checked without Docker and Kubernetes. */
class DeployTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void composeHasEverythingThatAServerNeeds() throws IOException {
        JsonNode compose = documents("compose.yaml").get(0);
        JsonNode services = compose.path("services");
        assertThat(services.propertyNames())
                .containsExactlyInAnyOrder("postgresql", "s3", "axonserver", "volume", "lotledger");
        services.forEach(service -> {
            assertThat(service.path("image").asString()).contains(":").doesNotEndWith(":latest");
            assertThat(service.path("restart").asString())
                    .isEqualTo(service.equals(services.path("volume")) ? "no" : "unless-stopped");
            for (JsonNode volume : service.path("volumes"))
                assertThat(compose.path("volumes").has(volume.asString().split(":")[0]))
                        .as(volume.asString())
                        .isTrue();
            for (JsonNode port : service.path("ports"))
                assertThat(port.asString()).startsWith("127.0.0.1:");
        });
        assertThat(services.at("/axonserver/profiles/0").asString()).isEqualTo("axonserver");
        JsonNode lotledger = services.path("lotledger");
        assertThat(services.at("/volume/volumes")).isEqualTo(lotledger.path("volumes"));
        assertThat(lotledger.at("/depends_on/volume/condition").asString()).isEqualTo("service_completed_successfully");
        for (Map.Entry<String, JsonNode> on : lotledger.path("depends_on").properties()) {
            if (on.getKey().equals("volume")) continue;
            assertThat(on.getValue().path("condition").asString()).isEqualTo("service_healthy");
            assertThat(services.at("/" + on.getKey() + "/healthcheck/test").isArray())
                    .isTrue();
        }
        checkSettings(variables(lotledger.path("environment")));

        Matcher required = Pattern.compile("\\$\\{(\\w+):\\?").matcher(compose.toString());
        List<String> example = Files.readAllLines(DEPLOY.resolve(".env.example"));
        assertThat(required.results().map(found -> found.group(1)).collect(Collectors.toSet()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(example).contains(name + "="));
    }

    @Test
    void kubernetesObjectsFitTogether() throws IOException {
        Map<String, JsonNode> byKind = new HashMap<>();
        for (JsonNode object : documents("kubernetes/lotledger.yaml")) {
            assertThat(object.path("apiVersion").asString()).isNotEmpty();
            if (object.at("/spec/clusterIP").asString("").equals("None")) {
                assertThat(object.at("/metadata/name").asString()).isEqualTo("lotledger-nodes"); // the scrape names it
                assertThat(object.at("/spec/selector/app.kubernetes.io~1name").asString())
                        .isEqualTo("lotledger");
                continue;
            }
            assertThat(object.at("/metadata/name").asString()).isEqualTo("lotledger");
            byKind.put(object.path("kind").asString(), object);
        }
        assertThat(byKind.keySet())
                .containsExactlyInAnyOrder("ConfigMap", "Deployment", "Service", "PodDisruptionBudget");
        JsonNode spec = requireNonNull(byKind.get("Deployment")).path("spec");
        JsonNode labels = spec.at("/template/metadata/labels");
        assertThat(spec.at("/selector/matchLabels")).isEqualTo(labels);
        assertThat(requireNonNull(byKind.get("Service")).at("/spec/selector")).isEqualTo(labels);
        assertThat(requireNonNull(byKind.get("PodDisruptionBudget")).at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(spec.path("replicas").asInt()).isGreaterThan(1);

        JsonNode pod = spec.at("/template/spec");
        JsonNode container = pod.at("/containers/0");
        List<String> ports = new ArrayList<>();
        container.path("ports").forEach(port -> ports.add(port.path("name").asString()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe"))
            assertThat(ports)
                    .contains(container.at("/" + probe + "/httpGet/port").asString());
        assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/readiness");
        assertThat(ports)
                .contains(requireNonNull(byKind.get("Service"))
                        .at("/spec/ports/0/targetPort")
                        .asString());
        int stop = pod.path("terminationGracePeriodSeconds").asInt();
        assertThat(stop)
                .isGreaterThan(container.at("/lifecycle/preStop/sleep/seconds").asInt() + 60);
        TreeSet<String> volumes = new TreeSet<>();
        pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asString()));
        container
                .path("volumeMounts")
                .forEach(mount -> assertThat(volumes.remove(mount.path("name").asString()))
                        .isTrue());
        assertThat(volumes).isEmpty();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/resources/limits/memory").asString()).isNotEmpty();

        Map<String, Object> variables =
                variables(requireNonNull(byKind.get("ConfigMap")).path("data"));
        variables.keySet().forEach(name -> assertThat(name).doesNotContain("PASSWORD", "SECRET", "ACCESS_KEY"));
        checkSettings(variables);
        Map<String, PemSslBundleProperties> bundles = new Binder(
                        org.springframework.boot.context.properties.source.ConfigurationPropertySources.get(
                                environment(variables)))
                .bind("spring.ssl.bundle.pem", Bindable.mapOf(String.class, PemSslBundleProperties.class))
                .get();
        PemSslBundleProperties web = requireNonNull(bundles.get(variables.get("SERVER_SSL_BUNDLE")));
        assertThat(web.getKeystore().getCertificate()).endsWith("tls.crt");
        assertThat(web.getKeystore().getPrivateKey()).endsWith("tls.key");
        assertThat(web.isReloadOnUpdate()).isTrue();
    }

    @Test
    void scrapeSendsAKeyAndLoadsTheAlerts() throws IOException {
        JsonNode scrape = documents("prometheus/scrape.yaml").get(0);

        assertThat(scrape.at("/rule_files/0").asString()).isEqualTo("alerts.yaml");
        assertThat(scrape.at("/scrape_configs/0/job_name").asString()).isEqualTo("lotledger"); // the alerts name it
        assertThat(scrape.at("/scrape_configs/0/dns_sd_configs/0/names/0").asString())
                .isEqualTo("lotledger-nodes");
        assertThat(scrape.at("/scrape_configs/0/metrics_path").asString()).isEqualTo("/actuator/prometheus");
        assertThat(scrape.at("/scrape_configs/0/http_headers/X-API-Key/files/0").isString())
                .isTrue();
    }

    @Test
    void alertsNameMetricsThatOperationsExplains() throws IOException {
        String operations = Files.readString(Path.of("docs/operations.md"));
        List<String> alerts = new ArrayList<>();
        for (JsonNode rule :
                documents("prometheus/alerts.yaml").get(0).at("/groups/0/rules").values()) {
            alerts.add(rule.path("alert").asString());
            Pattern.compile("lotledger_\\w+")
                    .matcher(rule.path("expr").asString())
                    .results()
                    .forEach(metric -> assertThat(operations).contains(metric.group()));
        }
        assertThat(alerts).contains("LotledgerLedgerChanged", "LotledgerChainBehind", "LotledgerChainUnknown");
    }

    /** A name that the server does not know would prevent its start. */
    private static void checkSettings(Map<String, Object> variables) {
        assertThat(variables).isNotEmpty();
        KnownSettings.check(environment(variables));
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return environment;
    }

    private static Map<String, Object> variables(JsonNode environment) {
        Map<String, Object> variables = new HashMap<>();
        environment
                .properties()
                .forEach(one -> variables.put(one.getKey(), one.getValue().asString()));
        return variables;
    }

    private static List<JsonNode> documents(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader in = Files.newBufferedReader(DEPLOY.resolve(file))) {
            for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(in))
                documents.add(JSON.valueToTree(document));
        }
        return documents;
    }
}
