package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A partner's spreadsheet that corrects an earlier one with {@code ?replaces=}. */
class CorrectedSheetsIT {
    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final EventsInError inError = new EventsInError(partner);

    @Test
    void correctedFileDeclaresTheOldEventAndItsCorrection() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("A-1"), shipment("A-2"))))
                .path("captureID")
                .asString();
        Map<String, String> changed = shipment("A-1");
        changed.put("Quantity", "41");
        byte[] corrected = csv(List.of(changed, shipment("A-2")));

        SheetPartner.Answer answer = partner.post("/capture?replaces=" + first, SheetPartner.CSV, corrected);

        assertThat(statuses(answer.json())).as(answer.text()).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        String declared = answer.json().at("/events/0/eventID").asString();
        String history = await().until(
                        () -> partner.client
                                .query("/events/" + declared.replace(":", "%3A"))
                                .text(),
                        body -> body.contains("incorrect_data"));
        assertThat(history).contains(answer.json().at("/events/1/eventID").asString());
        assertThat(statuses(partner.post("/capture?replaces=" + first, SheetPartner.CSV, corrected)
                        .json()))
                .containsOnly("DUPLICATE");
        assertThat(partner.post("/capture?replaces=unknown", SheetPartner.CSV, corrected)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void checkOfACorrectedFileAnswersAsItsCaptureAndStoresNothing() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("D-1"), shipment("D-2"))))
                .path("captureID")
                .asString();
        Map<String, String> changed = shipment("D-1");
        changed.put("Quantity", "41");
        byte[] corrected = csv(List.of(changed, shipment("D-2")));
        long head = LotledgerServer.shared().bean(EventLog.class).head();

        JsonNode checked = partner.post("/validate?replaces=" + first, SheetPartner.CSV, corrected)
                .json();

        assertThat(statuses(checked)).as(checked.toString()).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        assertThat(checked.path("success").asBoolean()).isTrue();
        assertThat(LotledgerServer.shared().bean(EventLog.class).head()).isEqualTo(head);
        JsonNode captured = partner.post("/capture?replaces=" + first, SheetPartner.CSV, corrected)
                .json();
        assertThat(texts(captured.path("events"), "eventID")).isEqualTo(texts(checked.path("events"), "eventID"));
        assertThat(statuses(captured)).isEqualTo(statuses(checked));
        for (String call : List.of("/validate", "/capture")) {
            SheetPartner.Answer unknown = partner.post(call + "?replaces=unknown", SheetPartner.CSV, corrected);
            assertThat(unknown.status()).as(call).isEqualTo(400);
            assertThat(unknown.text()).contains("No capture job 'unknown'");
            SheetPartner.Answer ofAnother = new SheetPartner(LotledgerServer.shared())
                    .post(call + "?replaces=" + first, SheetPartner.CSV, corrected);
            assertThat(ofAnother.status()).as("capture of another organisation").isEqualTo(400);
            SheetPartner.Answer epcis =
                    partner.post(call + "?replaces=" + first, "application/json", "{}".getBytes(UTF_8));
            assertThat(epcis.text()).contains("errorDeclaration");
        }
    }

    @Test
    void secondCorrectionReplacesTheFirst() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("B-1"))))
                .path("captureID")
                .asString();
        JsonNode to41 = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantity("41"))
                .json();
        String second = to41.path("captureID").asString();

        JsonNode stale = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantity("42"))
                .json();
        JsonNode to42 = partner.post("/capture?replaces=" + second, SheetPartner.CSV, quantity("42"))
                .json();
        JsonNode again = partner.post("/capture?replaces=" + second, SheetPartner.CSV, quantity("42"))
                .json();

        assertThat(statuses(stale)).containsExactly("REJECTED");
        assertThat(stale.at("/events/0/errors/0/path").asString()).isEqualTo("Shipping!B2 \"Quantity\"");
        assertThat(stale.at("/events/0/errors/0/message").asString())
                .contains("was \"41\" and is now \"42\"", "replaces=" + second);
        assertThat(statuses(to42)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(to42.at("/events/0/eventID")).as("declared").isEqualTo(to41.at("/events/1/eventID"));
        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(again.at("/events/0/eventID")).isEqualTo(to42.at("/events/1/eventID"));
    }

    @Test
    void wholeFileIsCorrectedThoughItsRowsAreOfSeveralCaptures() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("E-1", "60"), shipment("E-2", "60"))))
                .path("captureID")
                .asString();
        String second = partner.post(
                        "/capture?replaces=" + first, SheetPartner.CSV, csv(List.of(shipment("E-1", "61"))))
                .json()
                .path("captureID")
                .asString();
        byte[] corrected = csv(List.of(shipment("E-1", "62"), shipment("E-2", "51")));

        JsonNode stale = partner.post("/capture?replaces=" + first, SheetPartner.CSV, corrected)
                .json();
        JsonNode job = partner.post("/capture?replaces=" + second, SheetPartner.CSV, corrected)
                .json();

        assertThat(texts(stale.at("/events/0/errors"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("?replaces=" + second));
        assertThat(statuses(job)).as(job.toString()).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED");
    }

    @Test
    void rowWhoseEventWasDeclaredInErrorIsRecordedAnewByReplaces() {
        byte[] file = csv(List.of(shipment("V-1")));
        JsonNode first = partner.capture(SheetPartner.CSV, file);
        String replaces = "/capture?replaces=" + first.path("captureID").asString();
        inError.declare(first.at("/events/0/eventID").asString());

        JsonNode again = partner.capture(SheetPartner.CSV, file);
        JsonNode anew = partner.post(replaces, SheetPartner.CSV, file).json();
        JsonNode twice = partner.post(replaces, SheetPartner.CSV, file).json();

        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(texts(again.at("/events/0/warnings"), "rule")).containsExactly("corrected");
        assertThat(texts(again.at("/events/0/warnings"), "message").get(0))
                .contains(
                        "declared in error",
                        "?replaces=" + first.path("captureID").asString());
        assertThat(statuses(anew)).as(anew.toString()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(statuses(twice)).containsExactly("DUPLICATE");
        assertThat(twice.at("/events/0/eventID")).isEqualTo(anew.at("/events/1/eventID"));
    }

    @Test
    void lotOfTwoFilesOfWhichOneGivesTheReferenceAloneIsFoundAndMendedByOneFile() {
        String reference = SheetPartner.tab("Shipping").columns().stream()
                .map(column -> column.title())
                .filter(title -> title.startsWith("Traceability Lot Code Source Reference"))
                .findFirst()
                .orElseThrow();
        Map<String, String> placed = shipment("S-1");
        placed.put(reference, "FFRN:17");
        Map<String, String> referred = new LinkedHashMap<>(placed);
        referred.put("Reference Document Number", "BOL 18");
        referred.keySet()
                .removeIf(title -> title.contains("Location Description for the Traceability Lot Code Source"));
        partner.capture(SheetPartner.CSV, csv(List.of(placed)));
        JsonNode job = partner.capture(SheetPartner.CSV, csv(List.of(referred)));
        assertThat(splits(job)).hasSize(1);
        assertThat(splits(job).at("/0/lots")).hasSize(2);

        JsonNode mended = partner.post(
                        "/capture?replaces=" + job.path("captureID").asString(),
                        SheetPartner.CSV,
                        csv(List.of(placed, referred)))
                .json();
        assertThat(statuses(mended)).containsExactly("DUPLICATE", "ACCEPTED", "ACCEPTED");
        assertThat(splits(mended)).isEmpty();
    }

    /** The findings of split lots once the job is projected. */
    private JsonNode splits(JsonNode job) {
        partner.projected(job);
        return partner.client.get("/findings?kind=split_lot").body().path("findings");
    }

    @Test
    void correctionThatTheRulesRefuseDeclaresNothingInError() {
        String first = partner.capture(SheetPartner.CSV, quantity("40"))
                .path("captureID")
                .asString();

        SheetPartner.Answer answer = partner.post(
                "/capture?replaces=" + first,
                SheetPartner.CSV,
                quantity("1E+999999"),
                "GS1-Capture-Error-Behaviour",
                "proceed");
        JsonNode mended = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantity("41"))
                .json();

        assertThat(statuses(answer.json())).as(answer.text()).containsExactly("REJECTED");
        assertThat(texts(answer.json().at("/events/0/errors"), "path")).containsExactly("Shipping!B2 \"Quantity\"");
        assertThat(statuses(mended)).as("declaration and correction").containsExactly("ACCEPTED", "ACCEPTED");
    }

    private static byte[] quantity(String quantity) {
        Map<String, String> row = shipment("B-1");
        row.put("Quantity", quantity);
        return csv(List.of(row));
    }
}
