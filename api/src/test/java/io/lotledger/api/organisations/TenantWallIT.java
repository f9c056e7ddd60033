package io.lotledger.api.organisations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.discovery.Routes;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two organisations capture the same documents: the same lots, events, products and places. What the first one is answered is
 * the same before and after the second one came, but for {@link #EXCEPTED}.
 */
class TenantWallIT {
    private static final String API = "/epcis/api/2.0";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GTIN = "19521101004004";

    /**
     * Members that tell of the ledger as a whole or of the moment of the answer. Positions count the events of all organisations,
     * so the end of the log moves when another one captures. The position of an own event does not move and is compared.
     */
    private static final Set<String> EXCEPTED = Set.of(
            "as_of", // log position and time for which an answer holds
            "read_models", // how far the tables are
            "creationDate", // of an EPCISQueryDocument
            "age_seconds", // of the figures of the summary
            "projections", // of the summary: how far each table is, and the end of the log
            "last_used_at", // of the keys that ask here
            "request_id", // of a problem
            "expires_at", // of a signed link; no key here expires
            "signed_download_url"); // signed anew for each answer

    /** Excepted as a member of the answer itself: the end of the log. Within an answer it is the position of an own event. */
    private static final String END_OF_LOG = "log_position";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final ApiClient first = organisation("first");

    @Test
    void everyAnswerIsTheSameWithAndWithoutTheOtherOrganisation() throws Exception {
        List<String> documents = documents();
        fill(first, documents);
        learn(first);

        Map<String, JsonNode> before = answers();
        ApiClient second = organisation("second");
        fill(second, documents);
        disturb(second);
        Map<String, JsonNode> after = answers();

        assertThat(before).hasSizeGreaterThan(45);
        List<String> faults = new ArrayList<>();
        before.forEach((call, answer) -> differences(call, answer, Objects.requireNonNull(after.get(call)), faults));
        assertThat(faults).isEmpty();
    }

    @Test
    void captureCheckAndExportOfTheSameDocumentKnowNothingOfTheOther() throws Exception {
        List<String> documents = documents();
        fill(first, documents);
        ApiClient second = organisation("second");

        ApiClient.Answer captured = second.capture(documents.get(0));

        assertThat(captured.body().path("duplicateCount").asInt()).isZero();
        assertThat(captured.body().path("acceptedCount").asInt()).isPositive();
        ApiClient third = organisation("third");
        JsonNode checked = third.create("/validate", documents.get(1), "Content-Type", "application/ld+json")
                .body();
        assertThat(checked.toString()).doesNotContain("DUPLICATE");
        for (String path : List.of("/lots?gtin=" + GTIN, "/findings", "/readiness?gtin=" + GTIN, "/exports"))
            assertThat(third.get(path).body().toString()).as(path).doesNotContain(GTIN);
        assertThat(third.query("/events").body().at("/epcisBody/queryResults/resultsBody/eventList"))
                .isEmpty();
    }

    @Test
    void thingOfTheOtherAnswersAsAThingThatNeverWas() throws Exception {
        fill(first, documents());
        learn(first);
        ApiClient second = organisation("second");
        Map<String, String> nothing = new LinkedHashMap<>();
        nothing.put("lot", "2222222222222222222223");
        nothing.put("lotId", "2222222222222222222223");
        nothing.put("jobId", "2222222222222222222223");
        nothing.put("drillId", "2222222222222222222223");
        nothing.put("captureID", UUID.randomUUID().toString());
        nothing.put("eventID", "urn:uuid:" + UUID.randomUUID());
        nothing.put("queryName", "never" + UUID.randomUUID());
        nothing.put("subscriptionID", UUID.randomUUID().toString());
        nothing.put("keyId", "never");
        nothing.put("partner", "never");

        List<String> faults = new ArrayList<>();
        for (Routes.Route route : gets()) {
            List<String> named = nothing.keySet().stream()
                    .filter(name -> route.path().contains("{" + name + "}"))
                    .toList();
            if (named.isEmpty()) continue;
            ApiClient.Answer others = second.query(path(route, variables));
            Map<String, String> unknown = new LinkedHashMap<>(variables);
            unknown.putAll(nothing);
            ApiClient.Answer none = second.query(path(route, unknown));
            String shown = others.text();
            String wanted = none.text();
            for (String name : named) {
                shown = blank(shown, Objects.requireNonNull(variables.get(name)));
                wanted = blank(wanted, Objects.requireNonNull(nothing.get(name)));
            }
            if (others.status() != 404 || !shown.equals(wanted))
                faults.add(route.path() + " " + others.status() + " " + shown + " / " + wanted);
        }
        assertThat(faults).isEmpty();
    }

    private static String blank(String text, String id) {
        return text.replaceAll("\"request_id\":\"[^\"]*\"", "")
                .replace(id, "…")
                .replace(URLEncoder.encode(id, UTF_8), "…");
    }

    private ApiClient organisation(String name) {
        UUID organisation = keys.organisation(name + " " + UUID.randomUUID());
        String key = keys.create(organisation, "admin", Set.of(Role.ADMIN));
        if (name.equals("first")) variables.put("keyId", key.split("_")[1]);
        return new ApiClient(server.baseUrl(), key);
    }

    private static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        for (String sample :
                List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
            try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                documents.add(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
            }
        }
        return documents;
    }

    /** Captures the documents, describes a place, and asks for an export, a query and a subscription. */
    private void fill(ApiClient client, List<String> documents) {
        String capture = "";
        for (String document : documents) {
            ApiClient.Answer answer = client.capture(document);
            assertThat(answer.status()).isEqualTo(202);
            capture = answer.text("captureID");
        }
        String last = capture;
        await().atMost(PATIENCE)
                .until(() -> client.captureJob(last).body().path("projected").asBoolean());
        client.put("/intake/profiles/fresh-farms", "{\"name\": \"Fresh Farms\"}");
        client.create("/queries", "{\"name\": \"shipments\", \"query\": {\"EQ_bizStep\": [\"shipping\"]}}");
        String lot = lot(client);
        await().atMost(PATIENCE)
                .until(() -> client.get("/lots/" + lot + "/fda-export").text("status"), "delivered"::equals);
        client.post("/drills", "{\"lots\": [\"" + lot + "\"]}");
        await().atMost(PATIENCE)
                .until(() -> client.get("/drills").body().at("/drills/0/status").asString(), "completed"::equals);
        await().atMost(PATIENCE) // the hash chain grows by what was captured, and then stands still
                .until(
                        () -> client.query("/audit/proof?event=" + encoded(eventOf(client)))
                                .status(),
                        status -> status == 200);
    }

    private static String eventOf(ApiClient client) {
        JsonNode newest = client.query("/events?perPage=1&orderBy=recordTime&orderDirection=DESC")
                .body();
        return newest.at("/epcisBody/queryResults/resultsBody/eventList/0/eventID")
                .asString();
    }

    private void learn(ApiClient client) {
        String lot = lot(client);
        variables.put("lot", lot);
        variables.put("lotId", lot);
        variables.put("jobId", client.get("/lots/" + lot + "/fda-export").text("job_short_id"));
        String drill = client.get("/drills").body().at("/drills/0/drill_id").asString();
        variables.put("drillId", drill);
        variables.put(
                "captureID",
                client.query("/capture").body().get(0).path("captureID").asString());
        JsonNode event = client.query("/events?perPage=1").body().at("/epcisBody/queryResults/resultsBody/eventList/0");
        variables.put("eventID", event.path("eventID").asString());
        variables.put("queryName", "shipments");
        variables.put("partner", "fresh-farms");
        variables.put("gln", "9521101000153");
        variables.put("gtin", GTIN);
        variables.put("subscriptionID", UUID.randomUUID().toString());
    }

    private static String lot(ApiClient client) {
        String lot =
                client.get("/lots?gtin=" + GTIN).body().at("/lots/0/lot_id").asString();
        assertThat(lot).isNotEmpty();
        return lot;
    }

    /** The second organisation changes what both have. */
    private void disturb(ApiClient second) {
        String event = variables.get("eventID");
        JsonNode own =
                second.query("/events/" + URLEncoder.encode(event, UTF_8)).body();
        ObjectNode declared = (ObjectNode) own.deepCopy();
        declared.putObject("errorDeclaration")
                .put("declarationTime", "2026-11-01T00:00:00Z")
                .put("reason", "urn:epcglobal:cbv:er:did_not_occur");
        second.create("/events", declared.toString(), "Content-Type", "application/ld+json");
        second.patch("/masterdata/products/" + GTIN, "{\"attributes\": {\"descriptionShort\": \"Another name\"}}");
        second.create("/keys", "{\"name\": \"another\", \"roles\": [\"query\"]}");
        second.create("/queries", "{\"name\": \"others\", \"query\": {}}");
        String lot = lot(second);
        second.post("/lots/" + lot + "/fda-export");
        await().atMost(PATIENCE)
                .until(() -> second.get("/lots/" + lot + "/fda-export").text("status"), "delivered"::equals);
    }

    private List<Routes.Route> gets() {
        List<String> ofAll = List.of("/projections", "/organisations", "/openapi.", "/templates/");
        return server.bean(Routes.class).all().stream()
                .filter(route -> route.method().equals("GET") && route.path().startsWith(API + "/"))
                .filter(route -> ofAll.stream().noneMatch(part -> route.path().startsWith(API + part)))
                .toList();
    }

    private Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new TreeMap<>();
        for (Routes.Route route : gets()) {
            if (route.path().endsWith("/download")) continue; // a download is counted
            for (String path : paths(route)) {
                ApiClient.Answer answer = first.query(path);
                boolean leadsOn = path.endsWith("/manifest"); // to a signed link
                boolean isUnknown = path.contains("/subscriptions/"); // none is made: it would call a webhook
                assertThat(answer.status()).as(path).isEqualTo(leadsOn ? 302 : isUnknown ? 404 : 200);
                answers.put(path, plain(answer.text()));
            }
        }
        return answers;
    }

    /** Resources have values of their own; some questions need a parameter. */
    private List<String> paths(Routes.Route route) {
        String path = path(route, variables);
        if (path.contains("{value}")) {
            Map<String, String> values = Map.of(
                    "eventTypes", "ObjectEvent",
                    "epcs", "https://id.gs1.org/00/095211010000000061",
                    "bizSteps", "shipping",
                    "bizLocations", "https://id.gs1.org/414/9521101000153",
                    "readPoints", "https://id.gs1.org/414/9521101000153",
                    "dispositions", "in_progress");
            String resource = path.split("/")[1];
            return List.of(
                    path.replace("{value}", URLEncoder.encode(Objects.requireNonNull(values.get(resource)), UTF_8)));
        }
        if (path.endsWith("/traceability/lots"))
            return List.of(path + "?gtin=" + GTIN, path + "?q=HFK", path + "?tlc=HFK308-2");
        if (path.endsWith("/traceability/find"))
            return Stream.of("HFK308-2", GTIN, "9521101000153", "shipping", "(01)19521101004004(10)HFK308-2")
                    .map(sought -> path + "?q=" + URLEncoder.encode(sought, UTF_8))
                    .toList();
        if (path.endsWith("/audit/proof"))
            return List.of(path + "?index=0", path + "?event=" + encoded(variables.get("eventID")));
        if (path.endsWith("/audit/consistency")) return List.of(path + "?from=1");
        if (path.endsWith("/traceability/readiness")) return List.of(path + "?gtin=" + GTIN);
        if (path.endsWith("/lineage")) return List.of(path, path + "?direction=both&withdrawn=true");
        if (path.equals("/events")) return List.of(path, path + "?EQ_bizStep=shipping");
        return List.of(path);
    }

    private static String encoded(@Nullable String value) {
        return URLEncoder.encode(Objects.requireNonNull(value), UTF_8);
    }

    /** Below {@code /epcis/api/2.0}. */
    private static String path(Routes.Route route, Map<String, String> variables) {
        String path = route.path().substring(API.length());
        for (Map.Entry<String, String> variable : variables.entrySet())
            path = path.replace("{" + variable.getKey() + "}", URLEncoder.encode(variable.getValue(), UTF_8));
        return path;
    }

    /** Without the excepted members. */
    private static JsonNode plain(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read instanceof ObjectNode object) object.remove(END_OF_LOG);
            strip(read);
            return read;
        } catch (JacksonException e) {
            return JSON.valueToTree(body);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) object.remove(EXCEPTED);
        if (node instanceof ObjectNode || node instanceof ArrayNode) node.forEach(TenantWallIT::strip);
    }

    /** Member by member, so that a leak is shown by its name. */
    private static void differences(String place, JsonNode before, JsonNode after, List<String> faults) {
        if (before.equals(after)) return;
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name -> differences(place + " " + name, before.path(name), after.path(name), faults));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) differences(place + " " + i, before.get(i), after.get(i), faults);
        } else faults.add(place + ": " + before + " became " + after);
    }
}
