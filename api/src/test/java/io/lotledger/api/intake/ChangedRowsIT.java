package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.quantities;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows of a partner's spreadsheet that come again: changed, appended, or as they were before a correction. */
class ChangedRowsIT {
    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final EventsInError inError = new EventsInError(partner);

    @Test
    void changedRowIsAConflictThatNamesEachCell() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("A-1"), shipment("A-2"))))
                .path("captureID")
                .asString();
        Map<String, String> changed = shipment("A-1");
        changed.put("Quantity", "41");
        changed.put("Unit of Measure", "crates");

        SheetPartner.Answer answer = partner.post("/capture", SheetPartner.CSV, csv(List.of(shipment("A-2"), changed)));

        assertThat(answer.status()).isEqualTo(202);
        JsonNode job = answer.json();
        assertThat(job.path("batchStatus").asString()).isEqualTo("REJECTED");
        JsonNode errors = job.at("/events/1/errors");
        assertThat(texts(errors, "rule")).as(answer.text()).containsExactly("conflict", "conflict");
        assertThat(texts(errors, "path"))
                .containsExactly("Shipping!B3 \"Quantity\"", "Shipping!C3 \"Unit of Measure\"");
        assertThat(texts(errors, "value")).containsExactly("41", "crates");
        assertThat(texts(errors, "message").get(0)).contains("was \"40\" and is now \"41\"", "?replaces=" + first);
        assertThat(texts(errors, "message").get(1)).contains("was \"cases\" and is now \"crates\"");
        assertThat(job.at("/events/0/status").asString())
                .as("the row that is the same")
                .isEqualTo("DUPLICATE");
        assertThat(partner.post("/validate", SheetPartner.CSV, csv(List.of(shipment("A-2"), changed)))
                        .json()
                        .path("errors"))
                .as("a check says the same")
                .isEqualTo(job.path("errors"));
    }

    @Test
    void changedReceiptOfAPackingNamesItsOwnRow() {
        partner.capture(SheetPartner.XLSX, packing("Field 7", "30"));

        JsonNode errors = partner.post("/capture", SheetPartner.XLSX, packing("", "31"))
                .json()
                .at("/events/0/errors");

        assertThat(texts(errors, "path"))
                .as(errors.toString())
                .contains("Initial Packing!D3 \"Quantity of the food received\"")
                .anySatisfy(path -> assertThat(path).startsWith("Initial Packing!M3 "));
        assertThat(texts(errors, "message"))
                .anySatisfy(message -> assertThat(message).startsWith("was \"Field 7\" and is now empty"));
    }

    /** A lot packed from two receipts. */
    private static byte[] packing(String field, String received) {
        List<String> titles = SheetPartner.tab("Initial Packing").columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (String title : titles) row.put(title, "");
            row.put(titles.get(0), "Lettuce");
            row.put(titles.get(1), i == 0 ? "Romaine" : "Iceberg");
            row.put(titles.get(2), "11/02/2026");
            row.put(titles.get(3), i == 0 ? "20" : received);
            row.put(titles.get(4), "cases");
            row.put(titles.get(5), "Green Farm");
            row.put(titles.get(12), i == 0 ? "Field 1" : field);
            row.put(titles.get(25), "P-1");
            row.put(titles.get(26), "Salad");
            row.put(titles.get(32), "50");
            row.put(titles.get(33), "cases");
            row.put(titles.get(34), "Valley Packing");
            row.put(titles.get(42), "11/03/2026");
            rows.add(row);
        }
        return SheetPartner.workbookOf(Map.of("Initial Packing", rows));
    }

    @Test
    void changedRowIsPairedWithTheOneThatNoOtherRowEquals() {
        String first = partner.capture(SheetPartner.CSV, quantities("5", "7"))
                .path("captureID")
                .asString();

        JsonNode conflict =
                partner.post("/capture", SheetPartner.CSV, quantities("4", "5")).json();
        JsonNode corrected = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantities("4", "5"))
                .json();

        assertThat(statuses(conflict)).containsExactly("REJECTED", "DUPLICATE");
        assertThat(texts(conflict.at("/events/0/errors"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("was \"7\" and is now \"4\""));
        assertThat(statuses(corrected)).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
    }

    @Test
    void rowAppendedWithTheKeyOfAnotherIsNew() {
        partner.capture(SheetPartner.CSV, quantities("5"));

        JsonNode appended = partner.capture(SheetPartner.CSV, quantities("5", "3"));
        JsonNode again = partner.capture(SheetPartner.CSV, quantities("3", "5"));
        JsonNode more = partner.capture(SheetPartner.CSV, quantities("4", "5", "5", "3"));

        assertThat(statuses(appended)).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(statuses(again)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(statuses(more))
                .as(more.toString())
                .containsExactly("ACCEPTED", "DUPLICATE", "ACCEPTED", "DUPLICATE");
        assertThat(statuses(partner.capture(SheetPartner.CSV, quantities("5"))))
                .as("part of the rows")
                .containsExactly("DUPLICATE");
        assertThat(statuses(partner.capture(SheetPartner.CSV, quantities("4")))).containsExactly("DUPLICATE");
    }

    @Test
    void rowThatDescribesItsLotAndPlacesAnewSaysSo() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("A-1"))))
                .path("captureID")
                .asString();
        Map<String, String> changed = shipment("A-1");
        changed.put("Product Description - Product Name", "Iceberg");
        String recipient = "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ";
        changed.put(recipient + "Phone Number", "555-0199");
        byte[] file = csv(List.of(changed));

        for (String path : List.of("/validate", "/validate?replaces=" + first, "/capture?replaces=" + first)) {
            JsonNode event = partner.post(path, SheetPartner.CSV, file).json().at("/events/0");
            List<JsonNode> described = StreamSupport.stream(
                            event.path("warnings").spliterator(), false)
                    .filter(warning -> warning.path("rule").asString().equals("described"))
                    .toList();
            assertThat(described)
                    .as(path + event)
                    .satisfiesExactlyInAnyOrder(
                            place -> assertThat(place.toString())
                                    .contains("Shipping!J2", "555-0100", "telephone was", "555-0199"),
                            lot -> assertThat(lot.toString())
                                    .contains("Shipping!D2", "productName was", "Romaine Hearts", "Iceberg")
                                    .doesNotContain("packagingSize"));
            assertThat(event.path("status").asString()).isNotEqualTo("REJECTED");
        }
        assertThat(partner.capture(SheetPartner.CSV, file).toString()).doesNotContain("described anew");
    }

    @Test
    void rowThatWasCorrectedIsADuplicateWithAWarningThatNamesItsCorrection() {
        String first = partner.capture(SheetPartner.CSV, quantities("60"))
                .path("captureID")
                .asString();
        JsonNode corrected = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantities("61"))
                .json();

        JsonNode old = partner.capture(SheetPartner.CSV, quantities("60"));
        JsonNode present = partner.capture(SheetPartner.CSV, quantities("61"));

        assertThat(statuses(old)).containsExactly("DUPLICATE");
        assertThat(texts(old.at("/events/0/warnings"), "rule")).containsExactly("corrected");
        assertThat(texts(old.at("/events/0/warnings"), "message").get(0))
                .contains(
                        corrected.at("/events/1/eventID").asString(),
                        "?replaces=" + corrected.path("captureID").asString());
        assertThat(statuses(present)).containsExactly("DUPLICATE");
        assertThat(present.at("/events/0/warnings")).isEmpty();
    }

    @Test
    void rowThatAnEpcisEventCorrectedIsAConflictThatNamesThatEvent() {
        JsonNode first = partner.capture(SheetPartner.CSV, quantities("40"));
        String correction = "urn:uuid:" + UUID.randomUUID();
        inError.declare(first.at("/events/0/eventID").asString(), correction);

        JsonNode old = partner.capture(SheetPartner.CSV, quantities("40"));
        JsonNode changed =
                partner.post("/capture", SheetPartner.CSV, quantities("38")).json();
        JsonNode replacing = partner.post(
                        "/capture?replaces=" + first.path("captureID").asString(), SheetPartner.CSV, quantities("39"))
                .json();

        assertThat(statuses(old)).containsExactly("DUPLICATE");
        assertThat(texts(old.at("/events/0/warnings"), "message").get(0))
                .contains(correction)
                .doesNotContain("?replaces=");
        for (JsonNode conflict : List.of(changed, replacing)) {
            assertThat(statuses(conflict)).as(conflict.toString()).containsExactly("REJECTED");
            assertThat(conflict.at("/events/0/errors/0/message").asString())
                    .contains(correction)
                    .doesNotContain("?replaces=");
        }
    }
}
