package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.line;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows of one transformation use its inputs once, whichever of its lots are added, changed or left out. */
class InputsUsedOnceIT {
    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final EventsInError inError = new EventsInError(partner);

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
    void inputsOfATransformationWhoseEventWasDeclaredInErrorAreBackByReplaces() {
        byte[] file = transformations("W1", "50", "U1=80", "U2=10");
        JsonNode first = partner.capture(SheetPartner.CSV, file);
        inError.declare(first.at("/events/0/eventID").asString());

        JsonNode anew = partner.post(
                        "/capture?replaces=" + first.path("captureID").asString(), SheetPartner.CSV, file)
                .json();

        assertThat(statuses(anew)).as(anew.toString()).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
        partner.workbookOfCode("W1");
        assertThat(massBalance("W1").path("consumed").asInt()).isEqualTo(50);
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
}
