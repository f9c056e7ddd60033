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
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.lineage.Lot;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;

/** From the log to FDA's workbook, every part the real one. */
class TraceExportIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Trace export " + UUID.randomUUID());
    private final ApiClient client =
            new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));

    private Answer delivered(Lot lot) {
        return await().until(
                        () -> client.get("/lots/" + lot.shortId() + "/fda-export"), answer -> answer.status() == 200);
    }

    private Lot lot(String lot) {
        return new Lot(organisation, LotKey.of(new Gtin("09506000134352"), lot));
    }

    @Test
    void shipmentCapturedBeforeTheRequestIsOnItsTab() throws Exception {
        Lot lot = lot("ROM-1");
        capture("packed-1", event("ADD", "commissioning", "packed-1", "ROM-1", "08:00"));
        capture("shipped-1", event("OBSERVE", "shipping", "shipped-1", "ROM-1", "10:00"));

        Answer last = delivered(lot);

        assertThat(last.text("status")).isEqualTo("delivered");
        Answer file = ApiClient.fetch(last.text("signed_download_url"));
        try (Workbook workbook =
                WorkbookFactory.create(new ByteArrayInputStream(file.response().body()))) {
            Sheet shipping = workbook.getSheet("Shipping");
            assertThat(shipping.getLastRowNum()).isEqualTo(1);
            assertThat(shipping.getRow(1).getCell(0).getStringCellValue()).contains("ROM-1");
            assertThat(workbook.getSheet("Request"))
                    .anySatisfy(row -> assertThat(row.getCell(0) + "|" + row.getCell(1))
                            .as("the key's name, not its id")
                            .isEqualTo("Requested by|test"));
        }
        var job = client.get("/exports/" + last.text("job_short_id")).body();
        assertThat(job.get("rows").get("Shipping").asLong()).isEqualTo(1);
    }

    @Test
    void fdasSheetsAloneAreAJobOfTheirOwn() throws Exception {
        Lot lot = lot("ROM-9");
        capture("packed-9", event("ADD", "commissioning", "packed-9", "ROM-9", "08:00"));
        capture("shipped-9", event("OBSERVE", "shipping", "shipped-9", "ROM-9", "10:00"));
        String whole = delivered(lot).text("job_short_id");
        String path = "/lots/" + lot.shortId() + "/fda-export?fda_only=true";

        Answer bare = await().until(() -> client.get(path), answer -> answer.status() == 200);

        assertThat(bare.text("job_short_id")).isNotEqualTo(whole);
        assertThat(client.get(path).text("job_short_id")).isEqualTo(bare.text("job_short_id"));
        assertThat(sheets(bare)).endsWith("Farm to School or Institution").doesNotContain("Request");
        assertThat(sheets(delivered(lot))).contains("Request", "Who to call", "Mass balance");
        assertThat(client.get("/exports/" + bare.text("job_short_id"))
                        .body()
                        .get("fda_only")
                        .asBoolean())
                .isTrue();
        assertThat(client.get("/lots/" + lot.shortId() + "/fda-export?fda_only=perhaps")
                        .status())
                .isEqualTo(422);
    }

    private static List<String> sheets(Answer delivered) throws Exception {
        Answer file = ApiClient.fetch(delivered.text("signed_download_url"));
        try (Workbook workbook =
                WorkbookFactory.create(new ByteArrayInputStream(file.response().body()))) {
            List<String> names = new ArrayList<>();
            workbook.sheetIterator().forEachRemaining(sheet -> names.add(sheet.getSheetName()));
            return names;
        }
    }

    @Test
    void eventOfTheTraceMakesANewJobAndOneOfAnotherLotDoesNot() {
        Lot lot = lot("ROM-2");
        capture("packed-2", event("ADD", "commissioning", "packed-2", "ROM-2", "08:00"));
        String first = delivered(lot).text("job_short_id");

        capture("packed-3", event("ADD", "commissioning", "packed-3", "ROM-3", "08:00"));
        assertThat(client.get("/lots/" + lot.shortId() + "/fda-export").text("job_short_id"))
                .isEqualTo(first);

        capture("shipped-2", event("OBSERVE", "shipping", "shipped-2", "ROM-2", "10:00"));
        Answer next = delivered(lot);
        assertThat(next.text("job_short_id")).isNotEqualTo(first);
        assertThat(client.get("/exports/" + next.text("job_short_id"))
                        .body()
                        .get("rows")
                        .get("Shipping")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void descriptionOfWhatTheTraceNamesMakesANewJobAndAnyOtherDoesNot() {
        ApiClient admin = new ApiClient(server.baseUrl(), keys.create(organisation, "admin", Set.of(Role.ADMIN)));
        Lot lot = lot("ROM-5");
        capture("packed-5", event("ADD", "commissioning", "packed-5", "ROM-5", "08:00"));
        String first = delivered(lot).text("job_short_id");

        describe(admin, "10614141073464", "Kale");
        assertThat(delivered(lot).text("job_short_id")).isEqualTo(first);

        describe(admin, "09506000134352", "Romaine");
        String second = delivered(lot).text("job_short_id");
        assertThat(second).isNotEqualTo(first);

        describe(admin, "09506000134352", "Romaine");
        assertThat(delivered(lot).text("job_short_id"))
                .as("a repetition says nothing new")
                .isEqualTo(second);
    }

    private static void describe(ApiClient admin, String gtin, String name) {
        Answer put = admin.put("/masterdata/products/" + gtin, "{\"attributes\":{\"productName\":\"" + name + "\"}}");
        assertThat(put.status()).as(put.toString()).isBetween(200, 201);
    }

    @Test
    void lotAcknowledgedAMomentAgoIsKnown() {
        Lot lot = lot("ROM-4");
        capture("packed-4", event("ADD", "commissioning", "packed-4", "ROM-4", "08:00"));

        assertThat(client.get("/lots/" + lot.shortId() + "/fda-export").status())
                .isIn(200, 202);
    }

    private void capture(String eventID, String document) {
        EpcisEventCaptured captured = new EpcisEventCaptured(
                organisation, "capture", "urn:test:" + eventID, Instant.parse("2026-11-23T12:00:00Z"), document, null);
        String id = Uuids.v5(organisation, "event", captured.eventID()).toString();
        server.bean(TransactionManager.class)
                .executeInTransaction(() -> server.bean(EventStore.class)
                        .publish(new GenericDomainEventMessage<>("EpcisEvent", id, 0, captured)));
    }

    private static String event(String action, String bizStep, String eventID, String lot, String time) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
                 "type": "ObjectEvent", "eventID": "urn:test:%s", "eventTime": "2026-11-20T%s:00.000-08:00",
                 "eventTimeZoneOffset": "-08:00", "epcList": [], "action": "%s", "bizStep": "%s",
                 "readPoint": {"id": "https://id.gs1.org/414/9506000134369"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9506000134369"},
                 "quantityList": [{"epcClass": "https://id.gs1.org/01/09506000134352/10/%s", "quantity": 40, "uom": "CS"}]}
                """.formatted(eventID, time, action, bizStep, lot);
    }
}
