package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.line;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.ErrorDeclarations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A partner's spreadsheet that comes again: its changed, added and missing rows, and their correction with {@code ?replaces=}. */
class SheetCorrectionsIT {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());

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
        await().until(() -> partner.client
                .captureJob(job.path("captureID").asString())
                .body()
                .path("projected")
                .asBoolean());
        return partner.client.get("/findings?kind=split_lot").body().path("findings");
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
    void correctedFileNotesTheEventsThatItLeavesOut() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("C-1"), shipment("C-2"))))
                .path("captureID")
                .asString();

        JsonNode job = partner.post("/capture?replaces=" + first, SheetPartner.CSV, csv(List.of(shipment("C-1"))))
                .json();

        assertThat(statuses(job)).containsExactly("DUPLICATE");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .anySatisfy(message -> assertThat(message).contains(first, "no record in this file: 1"));
    }

    @Test
    void rowWhoseLotCodeWasMistypedIsNamedUntilItIsDeclaredInError() {
        JsonNode first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("F-1"), shipment("F-O2"))));
        String mistyped = first.at("/events/1/eventID").asString();
        String path = "/capture?replaces=" + first.path("captureID").asString();
        byte[] corrected = csv(List.of(shipment("F-1"), shipment("F-02")));

        JsonNode job = partner.post(path, SheetPartner.CSV, corrected).json();
        declareAsAnswered(mistyped);
        JsonNode again = partner.post(path, SheetPartner.CSV, corrected).json();

        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("no record in this file: 1", "Shipping!3 (" + mistyped + ")", "errorDeclaration"));
        assertThat(again.at("/events/0/warnings")).as(again.toString()).isEmpty();
    }

    @Test
    void rowsThatTheCorrectedFileLeavesOutAreDeclaredInErrorWhereItsSenderAsks() {
        JsonNode first = partner.capture(
                SheetPartner.CSV, csv(List.of(shipment("L-1"), shipment("L-2"), shipment("L-O3"), shipment("L-4"))));
        String query = "?left_out=void&replaces=" + first.path("captureID").asString();
        byte[] corrected = csv(List.of(shipment("L-1", "41"), shipment("L-03"), shipment("L-4")));
        EventLog log = LotledgerServer.shared().bean(EventLog.class);
        long head = log.head();

        JsonNode checked =
                partner.post("/validate" + query, SheetPartner.CSV, corrected).json();
        assertThat(log.head()).isEqualTo(head);
        JsonNode job =
                partner.post("/capture" + query, SheetPartner.CSV, corrected).json();
        JsonNode again =
                partner.post("/capture" + query, SheetPartner.CSV, corrected).json();

        assertThat(statuses(job))
                .as(job.toString())
                .containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "DUPLICATE", "ACCEPTED", "ACCEPTED");
        List<String> leftOut = List.of(
                first.at("/events/1/eventID").asString(),
                first.at("/events/2/eventID").asString());
        assertThat(texts(job.path("events"), "eventID").subList(4, 6)).isEqualTo(leftOut);
        assertThat(texts(job.path("events"), "place").subList(4, 6))
                .allSatisfy(place -> assertThat(place)
                        .endsWith("of the capture " + first.path("captureID").asString()));
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("no record in this file: 2; they are declared in error", leftOut.get(0)));
        assertThat(texts(checked.path("events"), "eventID"))
                .as("foretold")
                .isEqualTo(texts(job.path("events"), "eventID"));
        assertThat(statuses(checked)).isEqualTo(statuses(job));
        assertThat(checked.at("/events/0/warnings")).isEqualTo(job.at("/events/0/warnings"));
        assertThat(statuses(again)).as(again.toString()).containsOnly("DUPLICATE");
        ErrorDeclarations declarations = LotledgerServer.shared().bean(ErrorDeclarations.class);
        for (String eventID : leftOut)
            await().until(() -> declarations.of(partner.organisation, eventID), declared -> declared.size() == 1);
        assertThat(partner.post("/capture" + query, SheetPartner.CSV, corrected)
                        .json()
                        .at("/events/0/warnings"))
                .isEmpty();
    }

    @Test
    void rowThatAnotherCaptureCorrectedIsNotDeclaredInErrorUnseen() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("M-1"), shipment("M-2"))))
                .path("captureID")
                .asString();
        JsonNode second = partner.post(
                        "/capture?replaces=" + first, SheetPartner.CSV, csv(List.of(shipment("M-2", "41"))))
                .json();
        byte[] shorter = csv(List.of(shipment("M-1")));
        String query = "/capture?left_out=void&replaces=";

        JsonNode stale = partner.post(query + first, SheetPartner.CSV, shorter).json();
        JsonNode job = partner.post(query + second.path("captureID").asString(), SheetPartner.CSV, shorter)
                .json();

        assertThat(statuses(stale)).as(stale.toString()).containsExactly("DUPLICATE");
        assertThat(texts(stale.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("they stay and count", "corrected since"));
        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(job.at("/events/1/eventID")).isEqualTo(second.at("/events/1/eventID"));
    }

    @Test
    void rowsThatAreLeftOutAreDeclaredInErrorOnlyByAFileThatIsTakenAsAWhole() {
        byte[] file = csv(List.of(shipment("N-1")));
        String first = partner.capture(SheetPartner.CSV, file).path("captureID").asString();
        for (String call : List.of("/capture", "/validate")) {
            SheetPartner.Answer proceeding = partner.post(
                    call + "?left_out=void&replaces=" + first,
                    SheetPartner.CSV,
                    file,
                    "GS1-Capture-Error-Behaviour",
                    "proceed");
            SheetPartner.Answer alone = partner.post(call + "?left_out=void", SheetPartner.CSV, file);
            SheetPartner.Answer unknown =
                    partner.post(call + "?left_out=all&replaces=" + first, SheetPartner.CSV, file);

            assertThat(List.of(proceeding.status(), alone.status(), unknown.status()))
                    .as(call)
                    .containsOnly(400);
            assertThat(proceeding.text()).contains("GS1-Capture-Error-Behaviour: rollback");
            assertThat(alone.text()).contains("replaces={captureID}");
            assertThat(unknown.text()).contains("keep or void, not 'all'");
        }
    }

    @Test
    void inputsOfALeftOutLotThatIsDeclaredInErrorGoToAnotherLotOfTheFile() {
        String first = partner.capture(SheetPartner.CSV, transformations("E1", "50", "V1=80", "V2=10", "V3=5"))
                .path("captureID")
                .asString();
        byte[] shorter = transformations("E1", "50", "V2=10", "V3=5");

        JsonNode job = partner.post("/capture?left_out=void&replaces=" + first, SheetPartner.CSV, shorter)
                .json();
        JsonNode again = partner.post("/capture?left_out=void&replaces=" + first, SheetPartner.CSV, shorter)
                .json();

        assertThat(statuses(job)).as(job.toString()).containsOnly("ACCEPTED");
        assertThat(texts(job.at("/events/0/warnings"), "rule")).doesNotContain("inputs");
        assertThat(statuses(again)).as(again.toString()).containsOnly("DUPLICATE");
        partner.workbookOfCode("E1");
        assertThat(massBalance("E1").path("consumed").asInt()).isEqualTo(50);
    }

    @Test
    void rowAddedToATransformationAddsItsLotAlone() {
        byte[] longer = transformations("A1", "50", "S1=80", "S2=10");
        partner.capture(SheetPartner.CSV, transformations("A1", "50", "S1=80"));

        JsonNode job = partner.capture(SheetPartner.CSV, longer);
        JsonNode again = partner.capture(SheetPartner.CSV, longer);

        assertThat(statuses(job)).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(statuses(again)).containsOnly("DUPLICATE");
        assertThat(SheetPartner.tabs(partner.workbookOfCode("A1")).getOrDefault("Transformation", List.of()).stream()
                        .filter(row -> row.get(0).equals("A1"))
                        .map(row -> List.of(row.get(0), row.get(7), row.get(9), row.get(25))))
                .containsExactlyInAnyOrder(List.of("A1", "50", "S1", "80"), List.of("A1", "50", "S2", "10"));
        assertThat(massBalance("A1").path("consumed").asInt()).isEqualTo(50);
        assertThat(massBalance("S1").path("produced").asInt()).isEqualTo(80);
    }

    @Test
    void lotMadeOnceMoreOfTheSameInputsUsesThemOnce() {
        partner.capture(SheetPartner.CSV, transformations("C1", "50", "R1=80"));

        JsonNode job = partner.capture(SheetPartner.CSV, transformations("C1", "50", "R1=20", "R1=80", "R2=1"));
        JsonNode again = partner.capture(SheetPartner.CSV, transformations("C1", "50", "R2=1", "R1=80", "R1=20"));

        assertThat(statuses(job)).containsExactly("ACCEPTED", "DUPLICATE", "ACCEPTED");
        assertThat(statuses(again)).containsOnly("DUPLICATE");
        partner.workbookOfCode("C1");
        assertThat(massBalance("C1").path("consumed").asInt()).isEqualTo(50);
        assertThat(massBalance("R1").path("produced").asInt()).isEqualTo(100);
    }

    @Test
    void correctedFileWithoutALotOfATransformationUsesItsInputsOnce() {
        partner.capture(SheetPartner.CSV, transformations("B1", "50", "T1=80"));
        String second = partner.capture(SheetPartner.CSV, transformations("B1", "50", "T1=80", "T2=10"))
                .path("captureID")
                .asString();

        JsonNode job = partner.post(
                        "/capture?replaces=" + second, SheetPartner.CSV, transformations("B1", "50", "T2=11"))
                .json();

        assertThat(statuses(job)).as(job.toString()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .as("T1 is of the first capture, which the second repeats")
                .anySatisfy(message -> assertThat(message).contains("no record in this file: 1"));
        partner.workbookOfCode("B1");
        assertThat(massBalance("B1").path("consumed").asInt()).isEqualTo(50);
    }

    @Test
    void lotsOfOneTransformationThatCameInTwoFilesUseItsInputsOnceByReplaces() {
        String first = partner.capture(SheetPartner.CSV, transformations("D1", "50", "U1=80"))
                .path("captureID")
                .asString();
        await().until(() -> partner.client.get("/lots?tlc=U1").body().path("lots"), lots -> lots.size() == 1);
        JsonNode second = partner.capture(SheetPartner.CSV, transformations("D1", "50", "U2=10"));
        byte[] both = transformations("D1", "50", "U1=80", "U2=10");

        JsonNode refused = partner.post("/capture", SheetPartner.CSV, both).json();
        JsonNode conflict = StreamSupport.stream(refused.path("events").spliterator(), false)
                .filter(event -> event.path("status").asString().equals("REJECTED"))
                .findFirst()
                .orElseThrow();
        String named =
                texts(conflict.path("errors"), "message").get(0).replaceFirst("(?s).*\\?replaces=(\\S+).*", "$1");
        partner.post("/capture?replaces=" + named, SheetPartner.CSV, both);
        JsonNode again = partner.capture(SheetPartner.CSV, both);

        assertThat(texts(second.at("/events/0/warnings"), "message"))
                .as("told of the first file")
                .anySatisfy(message -> assertThat(message).contains(first, "count twice", "one file"));
        assertThat(texts(conflict.path("warnings"), "rule")).contains("inputs");
        assertThat(statuses(again)).as(again.toString()).containsOnly("DUPLICATE");
        partner.workbookOfCode("D1");
        assertThat(massBalance("D1").path("consumed").asInt()).isEqualTo(50);
    }

    private JsonNode massBalance(String code) {
        String lot = partner.client
                .get("/lots?tlc=" + code)
                .body()
                .at("/lots/0/lot_id")
                .asString();
        return partner.admin().get("/lots/" + lot + "/mass-balance").body().at("/balances/0");
    }

    /** A row of Transformation for each lot made of the same cases. */
    private static byte[] transformations(String input, String used, String... made) {
        List<String> titles = SheetPartner.tab("Transformation").columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .toList();
        StringBuilder csv = new StringBuilder(line(titles));
        for (String lot : made) {
            List<String> cells = new ArrayList<>(Collections.nCopies(titles.size(), ""));
            String[] parts = lot.split("=");
            Map.of(0, input, 7, used, 8, "cases", 9, parts[0], 18, "06/04/2026", 25, parts[1], 26, "cases")
                    .forEach(cells::set);
            csv.append(line(cells));
        }
        return csv.toString().getBytes(UTF_8);
    }

    @Test
    void rowThatTheCorrectedFileLeavesOutIsNotTurnedIntoOneThatStays() {
        String first = partner.capture(SheetPartner.CSV, quantities("5", "7"))
                .path("captureID")
                .asString();

        JsonNode job = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantities("7"))
                .json();

        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .anySatisfy(message -> assertThat(message).contains("no record in this file: 1"));
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

    /** Rows that differ only in their quantities. */
    private static byte[] quantities(String... quantities) {
        return csv(Arrays.stream(quantities)
                .map(quantity -> shipment("Q-1", quantity))
                .toList());
    }

    @Test
    void rowWhoseEventWasDeclaredInErrorIsRecordedAnewByReplaces() {
        byte[] file = csv(List.of(shipment("V-1")));
        JsonNode first = partner.capture(SheetPartner.CSV, file);
        String replaces = "/capture?replaces=" + first.path("captureID").asString();
        declare(first.at("/events/0/eventID").asString());

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
    void inputsOfATransformationWhoseEventWasDeclaredInErrorAreBackByReplaces() {
        byte[] file = transformations("W1", "50", "U1=80", "U2=10");
        JsonNode first = partner.capture(SheetPartner.CSV, file);
        declare(first.at("/events/0/eventID").asString());

        JsonNode anew = partner.post(
                        "/capture?replaces=" + first.path("captureID").asString(), SheetPartner.CSV, file)
                .json();

        assertThat(statuses(anew)).as(anew.toString()).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        partner.workbookOfCode("W1");
        assertThat(massBalance("W1").path("consumed").asInt()).isEqualTo(50);
    }

    @Test
    void rowThatAnEpcisEventCorrectedIsAConflictThatNamesThatEvent() {
        JsonNode first = partner.capture(SheetPartner.CSV, quantities("40"));
        String correction = "urn:uuid:" + UUID.randomUUID();
        declare(first.at("/events/0/eventID").asString(), correction);

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

    /** As intake.md says: the answer to a query for the event becomes a document with its declaration. */
    private void declareAsAnswered(String eventID) {
        String path = "/events/" + eventID.replace(":", "%3A");
        ObjectNode document =
                (ObjectNode) await().until(() -> partner.client.query(path), answer -> answer.status() == 200)
                        .body();
        ObjectNode event = (ObjectNode) document.at("/epcisBody/queryResults/resultsBody/eventList/0");
        event.putObject("errorDeclaration")
                .put("declarationTime", "2026-07-01T00:00:00Z")
                .put("reason", "incorrect_data");
        document.put("type", "EPCISDocument");
        document.putObject("epcisBody").putArray("eventList").add(event);
        partner.capture("application/ld+json", document.toString().getBytes(UTF_8));
        ErrorDeclarations declarations = LotledgerServer.shared().bean(ErrorDeclarations.class);
        await().until(() -> declarations.of(partner.organisation, eventID), declared -> !declared.isEmpty());
    }

    /** Declares an event in error as its sender does, and waits until the declaration is known. */
    private void declare(String eventID, String... corrections) {
        ErrorDeclarations declarations = LotledgerServer.shared().bean(ErrorDeclarations.class);
        ObjectNode event = (ObjectNode) JsonMapper.shared()
                .readTree(LotledgerServer.shared()
                        .bean(EventLog.class)
                        .find(partner.organisation, eventID)
                        .orElseThrow()
                        .document());
        JsonNode context = event.remove("@context");
        ObjectNode declaration = event.putObject("errorDeclaration");
        declaration.put("declarationTime", "2026-07-01T00:00:00Z").put("reason", "incorrect_data");
        if (corrections.length > 0) declaration.putArray("correctiveEventIDs").add(corrections[0]);
        ObjectNode document = JsonMapper.shared().createObjectNode();
        ArrayNode contexts = document.putArray("@context").add(CONTEXT);
        if (context instanceof ArrayNode several) contexts.addAll(several);
        else if (context != null) contexts.add(context);
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0").put("creationDate", "2026-07-01T00:00:00Z");
        document.putObject("epcisBody").putArray("eventList").add(event);
        SheetPartner.Answer answer = partner.post(
                "/capture", "application/ld+json", document.toString().getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        await().until(() -> declarations.of(partner.organisation, eventID), declared -> !declared.isEmpty());
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
