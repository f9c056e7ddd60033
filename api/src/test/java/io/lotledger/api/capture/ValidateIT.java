package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.Role;
import io.lotledger.api.wiring.LotledgerSettings;
import io.lotledger.ingest.eventlog.EventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /validate} says what a capture would answer, shows where the faults are, and stores nothing. */
class ValidateIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Members of a capture job that a check has too. */
    private static final List<String> SHARED = List.of(
            "success",
            "captureErrorBehaviour",
            "batchStatus",
            "totalCount",
            "acceptedCount",
            "rejectedCount",
            "duplicateCount",
            "warningCount",
            "masterDataCount",
            "masterDataWarnings",
            "errors",
            "events",
            "next_from_event",
            "more_errors");

    /** Columns that clocks and every request write, by table. */
    private static final Map<String, String> MOVING_COLUMNS = Map.of(
            "api_key", "last_used_at",
            "chain_progress", "covered_at",
            "tally", "counted_at",
            "token_entry_postgresql", "claimed_at",
            "token_entry_axonserver", "claimed_at");

    /** Cleaned up or written by the clock alone. */
    private static final Set<String> MOVING = Set.of("rate_bucket", "scheduled_tasks");

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void faultsOfJsonHaveLineColumnAndWhatWouldBeRight() {
        String document = """
                {
                  "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
                  "type": "EPCISDocument", "schemaVersion": "2.0",
                  "creationDate": "2026-11-06T22:10:00Z",
                  "epcisBody": { "eventList": [
                    {
                      "type": "ObjectEvent", "action": "OBSERVE",
                      "eventID": "urn:example:Ä", "eventTime": "2026-11-06T14:05:00", "eventTimeZoneOffset": "-08:00",
                      "bizStep": "urn:epcglobal:cbv:bizstep:shipping",
                      "quantityList": [{
                        "epcClass": "https://id.gs1.org/01/19521101004004/10/%C3%84-1",
                        "quantity": 1800, "uom": "CASES"
                      }]
                    }
                  ] }
                }
                """;

        Answer checked = validate(document);

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().get("stored").booleanValue()).isFalse();
        assertThat(checked.json().get("batchStatus").stringValue()).isEqualTo("REJECTED");
        JsonNode time = fault(checked, "time");
        assertThat(time.get("path").stringValue()).isEqualTo("$.epcisBody.eventList[0].eventTime");
        assertPlace(time, document, "\"2026-11-06T14:05:00\"");
        assertThat(time.get("expected").stringValue()).contains("-08:00");
        assertThat(time.get("severity").stringValue()).isEqualTo("error");
        assertPlace(fault(checked, "uom"), document, "\"CASES\"");
        assertPlace(fault(checked, "cbv-form"), document, "\"urn:epcglobal:cbv:bizstep:shipping\"");
        assertThat(fault(checked, "cbv-form").get("severity").stringValue()).isEqualTo("warning");
        assertThat(checked.json().get("error_count").intValue()).isEqualTo(2);
        assertThat(checked.json().has("lines")).as("only on request").isFalse();
    }

    @Test
    void aMissingFieldIsPlacedAtTheObjectThatLacksIt() {
        String document = Documents.of(Documents.event("L1", 1).replace("\"action\":\"OBSERVE\",", ""));

        JsonNode fault = fault(validate(document), "required");

        assertThat(fault.get("path").stringValue()).endsWith("eventList[0].action");
        assertThat(fault.get("column").intValue()).isEqualTo(document.indexOf("{\"type\":\"ObjectEvent\"") + 1);
    }

    @Test
    void faultsOfXmlHaveTheLengthOfTheirElement() {
        String document = xml("2026-04-17T09:26:42");

        Answer checked = validateAs("application/xml", document, "?excerpts=true");

        JsonNode fault = fault(checked, "time");
        assertPlace(fault, document, "<eventTime>2026-04-17T09:26:42</eventTime>");
        assertThat(checked.json().get("lines").get(0).get("text").stringValue()).startsWith("<?xml");
    }

    @Test
    void aDocumentThatIsNotWellFormedIsRefusedAsTheCaptureDoesWithThePlace() {
        String document = "{\n  \"type\": \"EPCISDocument\",\n  \"Ä\": \"ä\" \"schemaVersion\": \"2.0\"\n}\n";

        Answer checked = validate(document, "?excerpts=true");
        Answer captured = partner.post(document);

        assertThat(checked.status()).isEqualTo(400);
        assertThat(checked.json().get("detail").stringValue()).startsWith("Nothing was stored");
        JsonNode error = checked.json().get("errors").get(0);
        JsonNode same = captured.json().get("errors").get(0);
        for (String name : List.of("path", "rule", "message"))
            assertThat(error.get(name)).isEqualTo(same.get(name));
        assertThat(error.get("line").intValue()).isEqualTo(3);
        assertThat(error.get("column").intValue()).isBetween(12, 13);
        assertThat(checked.json().get("lines").get(2).get("text").stringValue()).contains("schemaVersion");

        Answer brokenXml = validateAs("application/xml", xml("2026").replace("</EventList>", ""), "");
        assertThat(brokenXml.status()).isEqualTo(400);
        assertThat(brokenXml.json().get("errors").get(0).get("line").intValue()).isEqualTo(12);
    }

    @Test
    void fortyLinesAroundEachFaultAndNoMore() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) events.add("\n" + Documents.event("L" + i, 1));
        events.set(100, events.get(100).replace("LBR", "LB"));
        events.set(250, events.get(250).replace("LBR", "LB"));

        Answer checked = validate(Documents.of(events), "?excerpts=true&per_page=1");

        JsonNode lines = checked.json().get("lines");
        List<Integer> shown =
                lines.valueStream().map(line -> line.get("line").intValue()).toList();
        List<Integer> around = Stream.of(IntStream.rangeClosed(1, 21), window(102), window(252)) // line 2 has warnings
                .flatMap(IntStream::boxed)
                .toList();
        assertThat(shown).isEqualTo(around);
        JsonNode fault = fault(checked, "uom");
        JsonNode line = lines.get(21 + 20);
        assertThat(line.get("line")).isEqualTo(fault.get("line"));
        int at = fault.get("column").intValue() - line.path("from_column").asInt(1);
        assertThat(line.get("text").stringValue().substring(at)).startsWith("\"LB\"");
        assertThat(line.get("text").stringValue().length())
                .as("a long line is cut around its fault")
                .isLessThanOrEqualTo(400);
        assertThat(line.get("line_length").intValue()).isGreaterThan(400);
    }

    @Test
    void checkingStoresNothingAndBurnsNoPosition() {
        Answer captured = partner.post(Documents.of(Documents.shipping("urn:uuid:known", "L1", 40)));
        project(captured);
        String header = "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":"
                + "[{\"id\":\"https://id.gs1.org/414/4012345000054\",\"attributes\":[]}]}]";
        long head = server.bean(EventLog.class).head();
        await().until(() -> server.bean(JdbcClient.class)
                .sql("""
                        select tally.position >= :head and not exists (select from tally_queue) and chain_progress.position >= :head
                          from tally, chain_progress
                        """)
                .param("head", head)
                .query(Boolean.class)
                .single());
        Map<String, String> before = tables();

        Answer checked = validate(Documents.withMasterData(
                header, Documents.shipping("urn:uuid:new", "L2", 1), Documents.shipping("urn:uuid:known", "L1", 40)));
        validate(Documents.of(Documents.shipping("urn:uuid:known", "L1", 41)));
        validate(Documents.of(Documents.event("L3", 1).replace("LBR", "lbs")));
        validate("{");
        validate(Documents.of(Documents.event("L4", 1).replace("LBR", "lbs")) + " ".repeat(2 << 20)); // kept in a file
        validate("{" + " ".repeat(2 << 20));

        assertThat(checked.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(checked.json().get("duplicateCount").intValue()).isEqualTo(1);
        assertThat(checked.json().get("masterDataCount").intValue()).isEqualTo(1);
        assertThat(tables()).isEqualTo(before);
        assertThat(server.bean(EventLog.class).head()).isEqualTo(head);
        assertThat(partner.get(CaptureClient.CAPTURE).json()).as("no job").hasSize(1);
        assertThat(spooled()).as("no file").isEmpty();
        assertThat(partner.get("/epcis/api/2.0/events/urn:uuid:new").status()).isEqualTo(404);
    }

    @Test
    void newLotsAndFindingsAreThoseThatTheCaptureBrings() {
        String commissioned = Documents.event("C1", 40)
                .replace("OBSERVE", "ADD")
                .replace("\"shipping\"", "\"commissioning\"")
                .replace("in_transit", "active");
        project(partner.post(Documents.of(commissioned)));
        String document = Documents.of(Documents.event("C1", 60), Documents.shipping("urn:uuid:unmade", "C2", 5));

        JsonNode changes = validate(document).json().get("changes");
        Set<String> before = findings();
        project(partner.post(document));
        Set<String> after = findings();

        assertThat(changes.get("new_lots")
                        .valueStream()
                        .map(lot -> lot.get("class").stringValue()))
                .containsExactly("https://id.gs1.org/01/04012345123456/10/C2");
        assertThat(changes.get("lots_examined").intValue()).isEqualTo(2);
        assertThat(changes.get("complete").booleanValue()).isTrue();
        Set<String> expected = new TreeSet<>(after);
        expected.removeAll(before);
        assertThat(bodies(changes.get("new_findings"))).isEqualTo(expected).isNotEmpty();
        before.removeAll(after);
        assertThat(bodies(changes.get("resolved_findings"))).isEqualTo(before);
    }

    private void project(Answer captured) {
        await().until(() ->
                partner.get(captured.header("Location")).json().get("projected").booleanValue());
    }

    private Set<String> findings() {
        return bodies(partner.with(server, Role.QUERY)
                .get("/epcis/api/2.0/traceability/findings")
                .json()
                .get("findings"));
    }

    private static Set<String> bodies(JsonNode findings) {
        return findings.valueStream().map(JsonNode::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The property: for generated documents, the verdict of a check is the answer of the capture that follows. */
    @Test
    void theVerdictIsWhatTheCaptureAnswers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            boolean isXml = random.nextInt(8) == 0;
            String type = isXml ? "application/xml" : "application/ld+json";
            String document = isXml
                    ? xml(random.nextBoolean() ? "2026-04-17T09:26:42Z" : "2026-04-17T09:26:42")
                    : generated(random);
            String behaviour = random.nextBoolean() ? "proceed" : "rollback";
            String[] headers = {"GS1-Capture-Error-Behaviour", behaviour, "Content-Type", type};

            Answer checked = partner.postTo("/validate", bytes(document), headers);
            Answer captured = partner.postAs(type, document, "GS1-Capture-Error-Behaviour", behaviour);

            String about = "seed " + seed + ", document " + i + ": " + document;
            assertThat(checked.status() == 200).as(about).isEqualTo(captured.status() == 202);
            if (checked.status() != 200) {
                assertThat(checked.status()).as(about).isEqualTo(captured.status());
                continue;
            }
            assertThat(verdict(checked)).as(about).isEqualTo(verdict(captured));
        }
    }

    @Test
    void whatACaptureTakesAndRefusesACheckTakesAndRefuses() throws IOException {
        byte[] document = bytes(Documents.of(Documents.event("L1", 1)));
        String[] json = {"Content-Type", "application/json"};

        assertThat(partner.postTo(
                                "/validate",
                                gzip(document),
                                "Content-Type",
                                "application/json",
                                "Content-Encoding",
                                "gzip")
                        .status())
                .isEqualTo(200);
        byte[] large = bytes(" ".repeat(2 << 20) + Documents.of(Documents.event("L1", 1)));
        assertThat(partner.postTo("/validate", large, json).status())
                .as("larger than the bodies that are read into memory")
                .isEqualTo(200);
        assertThat(partner.postTo("/validate", document, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(partner.postTo(
                                "/validate",
                                document,
                                "Content-Type",
                                "application/json",
                                "GS1-Capture-Error-Behaviour",
                                "stop")
                        .status())
                .isEqualTo(400);
        assertThat(partner.postTo("/validate?excerpt=true", document, json).status())
                .isEqualTo(422);
        assertThat(partner.postTo("/validate?excerpts=yes", document, json).status())
                .isEqualTo(422);
        assertThat(partner.postTo("/validate?per_page=0", document, json).status())
                .isEqualTo(422);
        assertThat(partner.with(server, Role.QUERY)
                        .postTo("/validate", document, json)
                        .status())
                .isEqualTo(403);
        assertThat(partner.with(server, Role.ADMIN)
                        .postTo("/validate", document, json)
                        .status())
                .isEqualTo(200);
        Answer announced = partner.send("OPTIONS", "/epcis/api/2.0/validate");
        assertThat(announced.header("GS1-Capture-Error-Behaviour")).isEqualTo("all");
        assertThat(announced.header("Accept-Post")).contains("application/xml");
    }

    @Test
    void outcomesArePagedAndEveryFaultIsListedOnce() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) events.add(Documents.event("P" + i, 1).replace("LBR", "LB"));

        JsonNode first = validate(Documents.of(events), "?per_page=2").json();
        JsonNode last =
                validate(Documents.of(events), "?per_page=2&from_event=4").json();

        assertThat(first.get("events")).hasSize(2);
        assertThat(first.get("next_from_event").intValue()).isEqualTo(2);
        assertThat(first.get("faults")
                        .valueStream()
                        .filter(fault -> fault.get("rule").stringValue().equals("uom")))
                .hasSize(5);
        assertThat(last.get("events").get(0).get("index").intValue()).isEqualTo(4);
        assertThat(last.has("next_from_event")).isFalse();
    }

    private static IntStream window(int line) {
        return IntStream.range(line - 20, line + 20);
    }

    /** Valid and faulty events, repeated ones, known ones, and conflicts, from few lots and ids. */
    private static String generated(Random random) {
        List<String> events = new ArrayList<>();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            String event = random.nextBoolean()
                    ? Documents.event("G" + random.nextInt(6), random.nextInt(3))
                    : Documents.shipping("urn:uuid:g" + random.nextInt(6), "G" + random.nextInt(3), random.nextInt(3));
            events.add(
                    switch (random.nextInt(12)) {
                        case 0 -> event.replace("LBR", "lbs");
                        case 1 -> event.replace("09:26:42-04:00", "09:26:42");
                        case 2 -> event.replace("\"action\":\"OBSERVE\",", "");
                        case 3 -> Documents.declaredErroneous(event);
                        case 4 -> "7";
                        case 5 -> event.replace("4012345000054", "4012345000055");
                        default -> event;
                    });
        }
        String document = Documents.of(events);
        return switch (random.nextInt(12)) {
            case 0 -> document.substring(0, document.length() - 3);
            case 1 -> document.replace("\"schemaVersion\":\"2.0\",", "");
            case 2 ->
                document.replace(
                        "\"epcisBody\"",
                        "\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":[{\"type\":"
                                + "\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{"
                                + (random.nextBoolean() ? "\"id\":\"https://id.gs1.org/414/4012345000054\"," : "")
                                + "\"attributes\":[]}]}]}},\"epcisBody\"");
            default -> document;
        };
    }

    private static String xml(String eventTime) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T11:26:42Z">
                  <EPCISBody>
                    <EventList>
                      <ObjectEvent>
                        <eventTime>TIME</eventTime>
                        <eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                        <epcList><epc>urn:epc:id:sgtin:4012345.012345.S1</epc></epcList>
                        <action>OBSERVE</action>
                      </ObjectEvent>
                    </EventList>
                  </EPCISBody>
                </epcis:EPCISDocument>
                """.replace("TIME", eventTime);
    }

    @Test
    void compressedBodyThatEndsEarlyIsRefusedAsByTheCapture() throws IOException {
        byte[] cut = Arrays.copyOf(gzip(bytes(Documents.of(Documents.event("L9", 1)))), 20);
        String[] headers = {"Content-Type", "application/json", "Content-Encoding", "gzip"};

        assertThat(partner.postTo("/capture", cut, headers).status()).isEqualTo(400);
        assertThat(partner.postTo("/validate", cut, headers).status()).isEqualTo(400);
    }

    private Answer validate(String document) {
        return validate(document, "");
    }

    private Answer validate(String document, String query) {
        return validateAs("application/ld+json", document, query);
    }

    private Answer validateAs(String type, String document, String query) {
        return partner.postTo("/validate" + query, bytes(document), "Content-Type", type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static JsonNode fault(Answer checked, String rule) {
        return checked.json()
                .get("faults")
                .valueStream()
                .filter(fault -> fault.get("rule").stringValue().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no fault of rule " + rule + " in " + checked.json()));
    }

    /** The fault is exactly this text of the document. */
    private static void assertPlace(JsonNode fault, String document, String text) {
        String line = document.lines().toList().get(fault.get("line").intValue() - 1);
        int from = fault.get("column").intValue() - 1;
        assertThat(line.substring(from, from + fault.get("length").intValue())).isEqualTo(text);
    }

    private static JsonNode verdict(Answer answer) {
        ObjectNode verdict = JSON.createObjectNode();
        for (String name : SHARED)
            if (answer.json().has(name)) verdict.set(name, answer.json().get(name));
        return verdict;
    }

    /** A digest of each table and the state of each sequence. */
    private Map<String, String> tables() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        Map<String, String> digests = new TreeMap<>();
        jdbc
                .sql(
                        "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !MOVING.contains(table))
                .forEach(table -> digests.put(table, digest(jdbc, table)));
        jdbc.sql("select sequencename || ' ' || coalesce(last_value, 0) from pg_sequences order by 1")
                .query(String.class)
                .list()
                .forEach(sequence -> digests.put("sequence " + sequence, ""));
        return digests;
    }

    private static String digest(JdbcClient jdbc, String table) {
        String line = MOVING_COLUMNS.containsKey(table)
                ? "(to_jsonb(t) - '" + MOVING_COLUMNS.get(table) + "')::text"
                : "t::text";
        return jdbc.sql("select count(*) || ' ' || coalesce(md5(string_agg(" + line + ", ';' order by " + line
                        + ")), '') from \"" + table + "\" t")
                .query(String.class)
                .single();
    }

    private List<Path> spooled() {
        Path spool = server.bean(LotledgerSettings.class).dataDir().resolve("spool");
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
