package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.intake.template.FdaTemplateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A partner's spreadsheet at the door: its answer, row by row. */
class SheetCaptureIT {
    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());

    @Test
    void fileSentTwiceIsDuplicates() {
        byte[] file = SheetPartner.workbookOf(Map.of("Shipping", List.of(shipment("A-1"), shipment("A-2"))));

        JsonNode first = partner.capture(SheetPartner.XLSX, file);
        JsonNode again = partner.capture(SheetPartner.XLSX, file);

        assertThat(first.path("acceptedCount").asInt()).isEqualTo(2);
        assertThat(again.path("duplicateCount").asInt()).isEqualTo(2);
        assertThat(again.at("/events/1/place").asString()).isEqualTo("Shipping!3");
    }

    @Test
    void everyFaultIsNamedByCellAndNothingElseIsStored() {
        Map<String, String> bad = shipment("A-2");
        bad.put("Shipping Date", "31/12/2026");
        bad.put("Unit of Measure", "wagonloads");

        SheetPartner.Answer answer =
                partner.post("/capture", SheetPartner.CSV, csv(List.of(shipment("A-1"), bad, shipment("A-3"))));

        JsonNode job = answer.json();
        assertThat(statuses(job)).containsExactly("REJECTED", "REJECTED", "REJECTED");
        assertThat(texts(job.at("/events/1/errors"), "path"))
                .containsExactly("Shipping!X3 \"Shipping Date\"", "Shipping!C3 \"Unit of Measure\"");
        assertThat(texts(job.at("/events/0/errors"), "rule")).containsExactly("rollback");

        SheetPartner.Answer proceeded = partner.post(
                "/capture",
                SheetPartner.CSV,
                csv(List.of(shipment("A-1"), bad, shipment("A-3"))),
                "GS1-Capture-Error-Behaviour",
                "proceed");
        assertThat(statuses(proceeded.json())).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED");
        String id = proceeded.json().path("captureID").asString();
        assertThat(statuses(partner.client.captureJob(id).body())).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED");
        assertThat(partner.client.captureJob(id).body().at("/events/1/place").asString())
                .isEqualTo("Shipping!3");
    }

    @Test
    void rowWhoseValuesStandInWrongColumnsAndASecondTableAreRefusedAndTheOthersProceed() {
        String rows = new String(csv(List.of(shipment("E-1"), shipment("E-2"))), UTF_8);
        String shifted = rows.replace("\"E-2\"", "E-2, organic");

        JsonNode job = partner.post(
                        "/capture",
                        SheetPartner.CSV,
                        (shifted + rows).getBytes(UTF_8),
                        "GS1-Capture-Error-Behaviour",
                        "proceed")
                .json();

        assertThat(statuses(job)).containsExactly("ACCEPTED", "REJECTED", "REJECTED");
        assertThat(texts(job.at("/events/1/errors"), "path")).containsExactly("Shipping!3");
        assertThat(texts(job.at("/events/1/errors"), "message").get(0))
                .startsWith("the row has 37 values and the heading row has 36");
        assertThat(texts(job.at("/events/2/errors"), "path")).containsExactly("Shipping!4");
        assertThat(texts(job.at("/events/2/errors"), "message").get(0)).contains("a sheet holds one table");
    }

    @Test
    void validateAnswersAsCaptureAndStoresNothing() {
        Map<String, String> bad = shipment("A-2");
        bad.put("Shipping Date", "soon");

        SheetPartner.Answer answer =
                partner.post("/validate?excerpts=true", SheetPartner.CSV, csv(List.of(shipment("A-1"), bad)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("error_count").asInt()).isEqualTo(1);
        assertThat(texts(answer.json().path("faults"), "path")).contains("Shipping!X3 \"Shipping Date\"");
        assertThat(partner.capture(SheetPartner.CSV, csv(List.of(shipment("A-1"))))
                        .path("acceptedCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void lotWithATextCodeIsFoundTracedAndExported() {
        partner.capture(SheetPartner.CSV, csv(List.of(shipment("BF0901-D"))));

        JsonNode lots = await().until(
                        () -> partner.client.get("/lots?tlc=BF0901-D").body().path("lots"), found -> found.size() == 1);
        String lot = lots.get(0).path("lot_id").asString();
        String uri = lots.get(0).path("class").asString();
        List<List<String>> shipping =
                SheetPartner.tabs(partner.workbookOfCode("BF0901-D")).get("Shipping");

        assertThat(uri).startsWith("urn:lotledger:lot:" + partner.organisation + ":");
        assertThat(texts(partner.client.get("/lots/" + lot + "/lineage").body().path("nodes"), "class"))
                .containsExactly(uri);
        assertThat(shipping).as("headings and row").hasSize(2).anyMatch(row -> row.contains("BF0901-D"));
        SheetPartner stranger = new SheetPartner(LotledgerServer.shared());
        assertThat(stranger.client.get("/lots?tlc=BF0901-D").body().path("lots"))
                .isEmpty();
        assertThat(stranger.client.get("/lots/" + lot + "/lineage").status()).isEqualTo(404);
    }

    @Test
    void placeWithoutANameIsAGapInFdasTabAndItsAddressInOurs() throws IOException {
        Map<String, String> row = shipment("T-77");
        String recipient = "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ";
        row.put(recipient + "Business Name", "");
        row.put(recipient + "Street Address or Geographic Coordinates", "9 Elm St");
        partner.capture(SheetPartner.CSV, csv(List.of(row)));

        byte[] workbook = partner.workbookOfCode("T-77");

        List<String> shipped = Objects.requireNonNull(
                        SheetPartner.tabs(workbook).get("Shipping"))
                .stream()
                .filter(cells -> cells.get(0).equals("T-77"))
                .findFirst()
                .orElseThrow();
        assertThat(shipped.get(9)).isEmpty();
        assertThat(shipped.get(11)).isEqualTo("9 Elm St");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            DataFormatter format = new DataFormatter();
            StringBuilder all = new StringBuilder();
            book.forEach(sheet -> sheet.forEach(line -> line.forEach(
                    cell -> all.append(format.formatCellValue(cell)).append('\n'))));
            assertThat(all.toString()).doesNotContain("urn:lotledger:place:");
            assertThat(format.formatCellValue(
                            book.getSheet("Who to call").getRow(1).getCell(1)))
                    .startsWith("9 Elm St, Salinas");
        }
    }

    @Test
    void tableSeparatedByTabsIsTakenByItsOwnName() {
        byte[] csv = csv(List.of(shipment("T-1")));
        byte[] tabs = new String(csv, UTF_8).replace("\",\"", "\"\t\"").getBytes(UTF_8);

        JsonNode first = partner.capture("text/tab-separated-values", tabs);

        assertThat(first.path("acceptedCount").asInt()).isEqualTo(1);
        assertThat(partner.capture(SheetPartner.CSV, csv).path("duplicateCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void formatsAreAnnouncedAndOtherPathsTakeThemNot() {
        assertThat(partner.client.options("/capture").header("Accept-Post"))
                .contains("text/csv", "text/tab-separated-values")
                .contains(SheetPartner.XLSX);
        assertThat(partner.client.options("/events").header("Accept-Post")).doesNotContain("text/csv");
        assertThat(partner.post("/events", SheetPartner.CSV, csv(List.of(shipment("A-1"))))
                        .status())
                .isEqualTo(415);
        SheetPartner.Answer noTable = partner.post("/capture", SheetPartner.CSV, "a,b\n1,2\n".getBytes(UTF_8));
        assertThat(noTable.status()).isEqualTo(400);
        assertThat(noTable.text()).contains("FDA's tabs");
        SheetPartner.Answer noWorkbook = partner.post("/capture", SheetPartner.XLSX, "PK".getBytes(UTF_8));
        assertThat(noWorkbook.status()).isEqualTo(400);
    }

    @Test
    void everyTemplateIsTakenBackWithoutItsExample() {
        for (String word : FdaTemplateFiles.words()) {
            ApiClient.Answer csv = partner.client.query("/templates/" + word + ".csv");
            ApiClient.Answer xlsx = partner.client.query("/templates/" + word + ".xlsx");
            assertThat(List.of(csv.status(), xlsx.status())).as(word).containsOnly(200);
            JsonNode fromCsv = partner.capture(SheetPartner.CSV, csv.response().body());
            JsonNode fromXlsx =
                    partner.capture(SheetPartner.XLSX, xlsx.response().body());
            assertThat(fromCsv.path("totalCount").asInt()).isZero();
            assertThat(fromXlsx.path("totalCount").asInt()).isZero();
        }
        assertThat(partner.client.query("/templates/all.xlsx").header("Content-Type"))
                .isEqualTo(SheetPartner.XLSX);
        assertThat(partner.client.query("/templates/lunch.xlsx").status()).isEqualTo(404);
    }

    @Test
    void templateAsItCameIsTakenWithTheWarningThatItsExampleIsNotRead() {
        byte[] template =
                partner.client.query("/templates/shipping.xlsx").response().body();

        JsonNode job = partner.capture(SheetPartner.XLSX, template);
        JsonNode stored =
                partner.client.captureJob(job.path("captureID").asString()).body();
        JsonNode verdict =
                partner.post("/validate", SheetPartner.XLSX, template).json();

        assertThat(job.path("totalCount").asInt()).isZero();
        assertThat(texts(job.path("masterDataWarnings"), "rule")).containsExactly("example");
        assertThat(stored.path("masterDataWarnings")).isEqualTo(job.path("masterDataWarnings"));
        assertThat(verdict.path("masterDataWarnings")).isEqualTo(job.path("masterDataWarnings"));
    }

    /** An example that is not marked as one is a row like any other. */
    @Test
    void examplesOfTheTemplatesAreRowsWithoutFault() {
        for (String word : FdaTemplateFiles.words()) {
            if (word.equals("initialPackingSprouts")) continue; // needs the tab Initial Packing
            String csv = partner.client.query("/templates/" + word + ".csv").text();
            JsonNode job = partner.capture(
                    SheetPartner.CSV,
                    csv.replace("yes: this row is not read", "").getBytes(UTF_8));
            assertThat(job.path("acceptedCount").asInt()).as(word).isEqualTo(1);
        }
    }
}
