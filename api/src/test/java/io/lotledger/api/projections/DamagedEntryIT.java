package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.processor.RecentDocumentCache;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An entry of the log is damaged on disk after it was projected. */
class DamagedEntryIT {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final UUID organisation = server.bean(ApiKeys.class).organisation("Damaged since " + UUID.randomUUID());
    private final ApiClient client = new ApiClient(
            server.baseUrl(), server.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.ADMIN)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_byte(payload, 0, 122)",
                "substring(payload from 1 for 300)",
                "convert_to(replace(convert_from(payload, 'UTF8'), '\"document\"', '\"dockment\"'), 'UTF8')",
                "convert_to(replace(convert_from(payload, 'UTF8'), '\\\"action\\\"', '\\\"action '), 'UTF8')"
            })
    void onlyWhatNeedsADamagedEntryFailsAndItsPositionIsNamed(String damaged) {
        capture("urn:test:damaged", "DAMAGED");
        capture("urn:test:sound", "SOUND");
        long position = position("urn:test:damaged");
        byte[] whole = sql.sql("select payload from domain_event where global_index = :position")
                .param("position", position)
                .query(byte[].class)
                .single();

        sql.sql("update domain_event set payload = " + damaged + " where global_index = :position")
                .param("position", position)
                .update();
        try {
            forgetRecentDocuments();

            for (String path : List.of(
                    "/events",
                    "/events?orderBy=ex:%23n",
                    "/eventTypes/ObjectEvent/events",
                    "/queries/SimpleEventQuery/events"))
                for (String type : List.of("application/json", "application/xml")) {
                    ApiClient.Answer all = client.query(path, "Accept", type, "GS1-Extensions", "ex=urn:test:");
                    assertThat(all.status()).as(path + all).isEqualTo(200);
                    assertThat(all.text()).as(path).contains("urn:test:sound").doesNotContain("urn:test:damaged");
                    assertThat(all.header("Lotledger-Unreadable-Positions"))
                            .as(path)
                            .isEqualTo("" + position);
                }
            ApiClient.Answer one = client.query("/events/urn:test:damaged");
            assertThat(one.status()).isEqualTo(500);
            assertThat(one.header("Content-Type")).startsWith("application/problem+json");
            assertThat(one.text("title")).isEqualTo("An entry of the log is damaged");
            assertThat(one.text("detail"))
                    .contains("position " + position, "restores the entry from a backup", "ask again");
            assertThat(one.body().path("log_position").asLong()).isEqualTo(position);

            assertThat(client.query("/events?eventID=urn:test:sound").header("Lotledger-Unreadable-Positions"))
                    .isEmpty();
            ApiClient.Answer sound =
                    client.query("/events?MATCH_anyEPCClass=https://id.gs1.org/01/09506000134352/10/SOUND");
            assertThat(sound.toString()).contains("urn:test:sound");

            assertThat(client.get("/lots/" + shortId("DAMAGED") + "/lineage").text("detail"))
                    .contains("position " + position);
            for (String list : List.of("/findings", "/readiness?gtin=09506000134352")) {
                ApiClient.Answer many = client.get(list);
                assertThat(many.status()).as(list + many).isEqualTo(200);
                assertThat(many.body().at("/unreadable_positions/0").asLong())
                        .as(list)
                        .isEqualTo(position);
                assertThat(many.text()).contains(shortId("SOUND")).doesNotContain(shortId("DAMAGED"));
            }
            assertThat(client.query("/traceability/find?q=09506000134352").toString())
                    .as("a list of lots")
                    .contains("SOUND", "DAMAGED");

            assertThat(exported("DAMAGED")).contains("entry_damaged", "position " + position);
            assertThat(exported("SOUND")).contains("\"delivered\"");
        } finally {
            sql.sql("update domain_event set payload = :whole where global_index = :position")
                    .param("whole", whole)
                    .param("position", position)
                    .update();
        }
        assertThat(exported("DAMAGED")).contains("\"delivered\"");
    }

    /** The positions are named by the page at whose place they are, and by no other. */
    @Test
    void pagesLeadPastDamagedEntries() {
        for (String one : List.of("1", "2", "3", "4")) capture("urn:test:page:" + one, "PAGE" + one);
        damage("urn:test:page:1", 122);
        damage("urn:test:page:3", 122);
        try {
            forgetRecentDocuments();
            ApiClient.Answer first = client.query("/events?perPage=1");
            ApiClient.Answer second = client.query(next(first));

            assertThat(first.text()).contains("urn:test:page:4");
            assertThat(first.header("Lotledger-Unreadable-Positions")).isEmpty();
            assertThat(second.text()).contains("urn:test:page:2");
            assertThat(second.header("Lotledger-Unreadable-Positions"))
                    .isEqualTo(position("urn:test:page:1") + ", " + position("urn:test:page:3"));
            assertThat(second.header("Link")).isEmpty();
        } finally {
            damage("urn:test:page:1", 123);
            damage("urn:test:page:3", 123);
        }
    }

    @Test
    void pageOfManyDamagedEntriesEndsAndHasANextOne() {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 104; i++)
            events.append(i == 0 ? "" : ",")
                    .append(event("urn:test:many:" + i, "MANY" + i).replaceFirst("\"@context[^]]*],", ""));
        assertThat(client.capture("""
                        {"@context":["%s"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-20T10:00:00Z",\
                        "epcisBody":{"eventList":[%s]}}""".formatted(CONTEXT, events)).status()).isEqualTo(202);
        await().until(() -> client.query("/events/urn:test:many:103").status() == 200);
        await().until(() -> client.query("/events?perPage=200").text().contains("urn:test:many:103"));
        for (int i = 2; i < 104; i++) damage("urn:test:many:" + i, 122);
        try {
            forgetRecentDocuments();
            ApiClient.Answer first = client.query("/events?perPage=5");
            ApiClient.Answer second = client.query(next(first));

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).doesNotContain("urn:test:many");
            assertThat(first.header("Lotledger-Unreadable-Positions").split(", "))
                    .hasSize(100);
            assertThat(second.text()).contains("urn:test:many:0", "urn:test:many:1");
            assertThat(second.header("Lotledger-Unreadable-Positions").split(", "))
                    .hasSize(2);
        } finally {
            for (int i = 2; i < 104; i++) damage("urn:test:many:" + i, 123);
        }
    }

    /** Below {@code /epcis/api/2.0}. */
    private static String next(ApiClient.Answer page) {
        String link = page.header("Link");
        return link.substring(link.indexOf("/2.0") + 4, link.indexOf('>'));
    }

    private long position(String eventID) {
        return sql.sql("select position from event where organisation = :organisation and event_id = :id")
                .param("organisation", organisation)
                .param("id", eventID)
                .query(Long.class)
                .single();
    }

    @Test
    void eventThatIsSentAgainWhileItsEntryIsDamagedIsNotTakenForNew() {
        capture("urn:test:again", "AGAIN");
        damage("urn:test:again", 122);
        try {
            ApiClient.Answer again = client.create("/events", event("urn:test:again", "AGAIN"));

            assertThat(again.status()).as(again.toString()).isEqualTo(500);
            assertThat(again.text("detail")).contains("restores the entry from a backup");
            assertThat(client.create("/events", event("urn:test:other", "AGAIN"))
                            .status())
                    .isEqualTo(201);
        } finally {
            damage("urn:test:again", 123);
        }
    }

    private void damage(String eventID, int firstByte) {
        sql.sql("""
                        update domain_event set payload = set_byte(payload, 0, :byte)
                         where global_index = (select position from event where organisation = :organisation and event_id = :id)
                        """)
                .param("byte", firstByte)
                .param("organisation", organisation)
                .param("id", eventID)
                .update();
    }

    private void capture(String eventID, String lot) {
        ApiClient.Answer captured = client.create("/events", event(eventID, lot));
        assertThat(captured.status()).as(captured.toString()).isEqualTo(201);
        await().until(() -> client.get("/lots/" + shortId(lot) + "/timeline").status() == 200);
    }

    /** The status of an export, with the failure if it failed. */
    private String exported(String lot) {
        String path = "/lots/" + shortId(lot) + "/fda-export";
        client.post(path);
        ApiClient.Answer ended = await().until(
                        () -> client.get(path),
                        answer -> !Set.of("pending", "processing").contains(answer.text("status")));
        return ended + " " + client.get("/exports/" + ended.text("job_short_id"));
    }

    private String shortId(String lot) {
        return new Lot(
                        organisation,
                        LotKey.of("https://id.gs1.org/01/09506000134352/10/" + lot)
                                .orElseThrow())
                .shortId();
    }

    /** The server is restarted, or busy with other documents. */
    private void forgetRecentDocuments() {
        server.bean(RecentDocumentCache.class)
                .read(new LoggedDocument(-1, event("urn:test:large", "LARGE") + " ".repeat(8_000_000), Instant.EPOCH));
    }

    private static String event(String eventID, String lot) {
        return """
                {"@context":["%s"],"type":"ObjectEvent","eventID":"%s","eventTime":"2026-11-20T10:00:00.000-08:00",\
                "eventTimeZoneOffset":"-08:00","action":"ADD","bizStep":"commissioning",\
                "readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":5,"uom":"CS"}]}""".formatted(CONTEXT, eventID, lot);
    }
}
