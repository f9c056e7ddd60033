package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What 21 CFR 1.1455(c)(3) asks: foods and date ranges, or traceability lot codes, in one workbook. */
class ExportOrdersIT {
    private static final String ROMAINE = "09506000134352";
    private static final String SPINACH = "09506000134369";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Orders " + UUID.randomUUID());
    private final ApiClient client = new ApiClient(
            server.baseUrl(),
            keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT, Role.AUDIT)));

    /** Two lots of romaine and one of spinach, each packed and shipped on a day of its own. */
    @BeforeEach
    void capture() {
        String events = String.join(
                ",",
                packedAndShipped(ROMAINE, "ROM-1", 3),
                packedAndShipped(ROMAINE, "ROM-2", 10),
                packedAndShipped(SPINACH, "SPI-1", 20));
        assertThat(client.capture(document(events)).status()).isEqualTo(202);
    }

    private Answer ask(String order) {
        return client.post("/exports", order);
    }

    private JsonNode delivered(Answer asked) {
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
        Answer job = await().until(
                        () -> client.get("/exports/" + asked.text("job_short_id")),
                        answer -> Set.of("delivered", "failed").contains(answer.text("status")));
        assertThat(job.text("status")).as(job.toString()).isEqualTo("delivered");
        return job.body();
    }

    /** Lots on the sheet Shipping, and the facts of the sheet Request. */
    private static Map<String, Set<String>> read(JsonNode job) throws Exception {
        Answer file = ApiClient.fetch(job.get("signed_download_url").asString());
        Map<String, Set<String>> read = new TreeMap<>();
        try (Workbook workbook =
                WorkbookFactory.create(new ByteArrayInputStream(file.response().body()))) {
            Set<String> shipped = new TreeSet<>();
            for (Row row : workbook.getSheet("Shipping"))
                if (row.getRowNum() > 0) shipped.add(row.getCell(0).getStringCellValue());
            read.put("shipped", shipped);
            Set<String> facts = new TreeSet<>();
            if (workbook.getSheet("Request") != null) {
                for (Row row : workbook.getSheet("Request"))
                    if (row.getCell(1) != null) facts.add((row.getCell(0) + "|" + row.getCell(1)).strip());
            }
            read.put("request", facts);
        }
        return read;
    }

    @Test
    void lotsByCodeByIdAndByGtinComeInOneWorkbookThatSaysWhatWasAsked() throws Exception {
        Lot spinach = new Lot(organisation, LotKey.of(new Gtin(SPINACH), "SPI-1"));
        Answer asked = ask("""
                {"tlcs": ["ROM-1"], "lots": ["%s"], "gtins": ["%s"], "direction": "backward"}
                """.formatted(spinach.shortId(), ROMAINE));

        assertThat(asked.body().propertyNames())
                .containsExactly(
                        "job_short_id",
                        "status",
                        "lot_id",
                        "direction",
                        "format",
                        "requested_at",
                        "signed_download_url");
        assertThat(asked.body().get("lot_id").isNull()).isTrue();
        assertThat(asked.text("direction")).isEqualTo("backward");
        assertThat(asked.header("Location")).endsWith("/traceability/exports/" + asked.text("job_short_id"));
        assertThat(Integer.parseInt(asked.header("Retry-After"))).isPositive();
        JsonNode job = delivered(asked);
        assertThat(job.get("request").toString())
                .isEqualTo("{\"tlcs\":[\"ROM-1\"],\"lots\":[\"" + spinach.shortId() + "\"],\"gtins\":[\"" + ROMAINE
                        + "\"],\"event_time\":null}");
        assertThat(job.get("file_name").asString()).startsWith("fda-export_1-tlc_1-lot_1-gtin_backward_");
        assertThat(job.get("rows").get("Shipping").asLong()).isEqualTo(3);
        Map<String, Set<String>> read = read(job);
        assertThat(read.get("shipped")).hasSize(3);
        assertThat(read.get("request"))
                .contains(
                        "Traceability lot code|ROM-1",
                        "Lot|(01)" + SPINACH + "(10)SPI-1",
                        "GTIN|" + ROMAINE,
                        "lot " + spinach.shortId() + "|(01)" + SPINACH + "(10)SPI-1",
                        "Lots asked for|3.0");
        assertThat(client.get("/exports?lot_id=" + spinach.shortId())
                        .body()
                        .get("exports")
                        .size())
                .as("a list by lot has the jobs that name it")
                .isEqualTo(1);
    }

    @Test
    void aFoodAndADateRangeGiveTheLotsWithACteInIt() throws Exception {
        JsonNode job = delivered(ask("""
                {"gtins": ["%s", "%s"], "event_time": {"from": "2026-11-09T00:00:00Z", "to": "2026-11-12T00:00:00Z"}}
                """.formatted(ROMAINE, SPINACH)));

        Map<String, Set<String>> read = read(job);
        assertThat(read.get("shipped")).allMatch(lot -> lot.contains("ROM-2")).hasSize(1);
        assertThat(read.get("request"))
                .contains("Event time|2026-11-09T00:00:00Z to 2026-11-12T00:00:00Z", "GTIN|" + SPINACH)
                .contains("no lot|has a critical tracking event in this period");
    }

    @Test
    void aPeriodAloneGivesEveryLotWithACteInIt() throws Exception {
        JsonNode job = delivered(ask("{\"event_time\": {\"from\": \"2026-11-05T00:00:00Z\"}, \"fda_only\": true}"));

        assertThat(job.get("fda_only").asBoolean()).isTrue();
        Map<String, Set<String>> read = read(job);
        assertThat(read.get("request")).as("fda_only").isEmpty();
        assertThat(read.get("shipped")).hasSize(2).noneMatch(lot -> lot.contains("ROM-1"));
    }

    @Test
    void logGivesTheWorkbookOfSeveralLotsAgainAfterLaterEventsToo() {
        JsonNode job = delivered(ask("{\"event_time\": {\"from\": \"2026-11-05T00:00:00Z\"}}"));
        client.capture(document(packedAndShipped(SPINACH, "SPI-2", 21)));

        JsonNode found = client.get("/exports/" + job.get("job_short_id").asString() + "/verify")
                .body();

        assertThat(found.get("verdict").asString()).isEqualTo("identical");
        assertThat(found.get("manifest").asString()).isEqualTo("as_recorded");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsTheOnlyFault() {
        Answer refused =
                ask("{\"event_time\": {\"from\": \"2026-11-12T00:00:00Z\", \"to\": \"2026-11-09T00:00:00Z\"}}");

        assertThat(refused.body().path("errors").valueStream())
                .extracting(error -> error.path("rule").asString())
                .containsExactly("period");
    }

    @Test
    void aPeriodInWhichNothingIsACteFailsWithASentence() {
        client.capture(document(event(ROMAINE, "ROM-9", "OBSERVE", "storing", 28, "09:00")));
        Answer asked = ask("{\"event_time\": {\"from\": \"2026-11-28T00:00:00Z\"}}");
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);

        Answer job = await().until(
                        () -> client.get("/exports/" + asked.text("job_short_id")),
                        a -> a.text("status").equals("failed"));

        assertThat(job.body().get("failure").get("code").asString()).isEqualTo("no_lots");
        assertThat(job.body().get("failure").get("message").asString()).contains("2026-11-28T00:00:00Z to the end");
    }

    @Test
    void sameOrderAgainWhileItsJobIsUnderWayIsThatJob() {
        String order = "{\"tlcs\": [\"ROM-1\", \"ROM-2\"], \"event_time\": {\"from\": \"2026-11-01T00:00:00Z\"}}";
        String same = "{\"event_time\": {\"from\": \"2026-11-01T01:00:00+01:00\"}, \"direction\": \"both\","
                + " \"tlcs\": [\"ROM-2\", \"ROM-1\", \"ROM-2\"]}";
        String other = "{\"tlcs\": [\"ROM-1\", \"ROM-2\"]}";

        List<Answer> answers = whileNoWorkerBegins(() -> List.of(ask(order), ask(same), ask(other)));

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.get(1).text("job_short_id")).isEqualTo(answers.get(0).text("job_short_id"));
        assertThat(answers.get(2).text("job_short_id"))
                .isNotEqualTo(answers.get(0).text("job_short_id"));
        delivered(answers.get(0));
        assertThat(ask(order).text("job_short_id"))
                .as("a job that has ended is not the answer any more")
                .isNotEqualTo(answers.get(0).text("job_short_id"));
    }

    /** No attempt can be taken as long as the leases are locked. */
    private <T> T whileNoWorkerBegins(Supplier<T> question) {
        return Objects.requireNonNull(
                new TransactionTemplate(server.bean(PlatformTransactionManager.class)).execute(status -> {
                    server.bean(JdbcClient.class)
                            .sql("lock table export_lease in exclusive mode")
                            .update();
                    return question.get();
                }));
    }

    @Test
    void everythingUnknownIsNamedWithItsPathAndNoJobIsMade() {
        ApiClient stranger = new ApiClient(
                server.baseUrl(),
                keys.create(keys.organisation("Stranger " + UUID.randomUUID()), "test", Set.of(Role.EXPORT)));
        Lot ours = new Lot(organisation, LotKey.of(new Gtin(ROMAINE), "ROM-1"));
        String never = ShortUuid.encode(UUID.randomUUID());

        Answer refused = ask("""
                {"tlcs": ["ROM-1", "NEVER"], "lots": ["%s", "%s"], "gtins": ["00000000000017"], "direction": "up"}
                """.formatted(ours.shortId(), never));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.body()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("path").asString()))
                .containsExactly("$.direction", "$.tlcs[1]", "$.lots[1]", "$.gtins[0]");
        Answer others = stranger.post("/exports", "{\"lots\": [\"" + ours.shortId() + "\"], \"tlcs\": [\"ROM-1\"]}");
        assertThat(others.status()).as("another organisation's lot is unknown").isEqualTo(422);
        assertThat(others.body()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("rule").asString()))
                .containsExactly("unknown_tlc", "unknown_lot");
        assertThat(ask("{\"event_time\": {\"from\": \"2030-01-01T00:00:00Z\"}}")
                        .body()
                        .get("errors")
                        .get(0)
                        .get("path")
                        .asString())
                .isEqualTo("$.event_time");
        assertThat(client.get("/exports").body().get("exports").size()).isZero();
    }

    @Test
    void bodyThatIsNoJsonIs400AndAnAuditorMayNotAsk() {
        assertThat(ask("{\"tlcs\": [").status()).isEqualTo(400);
        ApiClient auditor = new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.AUDIT)));
        assertThat(auditor.post("/exports", "{\"tlcs\": [\"ROM-1\"]}").status()).isEqualTo(403);
        assertThat(new ApiClient(server.baseUrl(), null)
                        .post("/exports", "{\"tlcs\": [\"ROM-1\"]}")
                        .status())
                .isEqualTo(401);
    }

    private static String packedAndShipped(String gtin, String lot, int day) {
        return event(gtin, lot, "ADD", "commissioning", day, "08:00") + ","
                + event(gtin, lot, "OBSERVE", "shipping", day, "10:00");
    }

    private static String document(String events) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-11-30T00:00:00Z", "epcisBody": {"eventList": [%s]}}
                """.formatted(events);
    }

    private static String event(String gtin, String lot, String action, String bizStep, int day, String time) {
        return """
                {"type": "ObjectEvent", "eventID": "urn:test:%1$s-%2$s", "eventTime": "2026-11-%3$02dT%4$s:00.000Z",
                 "eventTimeZoneOffset": "+00:00", "epcList": [], "action": "%5$s", "bizStep": "%2$s",
                 "readPoint": {"id": "https://id.gs1.org/414/9506000134369"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9506000134369"},
                 "quantityList": [{"epcClass": "https://id.gs1.org/01/%6$s/10/%1$s", "quantity": 40, "uom": "CS"}]}
                """.formatted(lot, bizStep, day, time, action, gtin);
    }
}
