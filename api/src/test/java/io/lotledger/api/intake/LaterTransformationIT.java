package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.line;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.projections.processor.ProjectionPauses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A file with the tab Transformation alone, whose columns do not name the source of the lots used. */
class LaterTransformationIT {
    private static final String KITCHEN = "GLN 9506000134369";
    private static final String SHIPPED_FROM =
            "Location Description for the Location from which you Shipped the Food - Business Name";

    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());

    @Test
    void lotUsedIsTheOneThatAnEarlierFileHasAtThePlace() {
        captured(shipped());
        JsonNode job = captured(transformation());

        assertThat(texts(job.at("/events/0/warnings"), "rule"))
                .as(job.toString())
                .containsOnly("source");
        JsonNode used = partner.client.get("/lots?tlc=ROM-7").body().path("lots");
        assertThat(used).hasSize(1);
        String lot = used.at("/0/lot_id").asString();
        assertThat(partner.client
                        .get("/lots/" + lot + "/lineage?direction=forward")
                        .body()
                        .path("edges"))
                .hasSize(1);
        assertThat(statuses(captured(transformation()))).containsExactly("DUPLICATE");
        assertThat(splits()).isEmpty();
    }

    @Test
    void lotThatArrivedAMomentBeforeIsKnownThoughItIsNotProjectedYet() {
        ProjectionPauses pauses = LotledgerServer.shared().bean(ProjectionPauses.class);
        pauses.pause("lineage", "a test");
        JsonNode job;
        try {
            partner.capture(SheetPartner.CSV, shipped());
            job = partner.capture(SheetPartner.CSV, transformation());
        } finally {
            pauses.resume("lineage");
        }

        assertThat(job.at("/events/0/warnings/0/message").asString()).contains("the only one with this code");
        partner.projected(job);
        assertThat(splits()).isEmpty();
    }

    /** Which lot is meant was not known, and an event never changes. */
    @Test
    void lotUsedBeforeItsSourceIsKnownIsFoundAndMendedByOneFile() {
        String early = captured(transformation()).path("captureID").asString();
        captured(shipped());

        assertThat(splits()).hasSize(1);
        assertThat(splits().at("/0/lots")).hasSize(2);
        assertThat(splits().at("/0/message").asString()).contains("no source", "?replaces=");
        assertThat(statuses(captured(transformation()))).containsExactly("DUPLICATE");

        JsonNode mended = partner.post(
                        "/capture?replaces=" + early,
                        SheetPartner.XLSX,
                        SheetPartner.workbookOf(Map.of("Shipping", List.of(row()), "Transformation", List.of(used()))))
                .json();
        assertThat(statuses(mended)).as(mended.toString()).containsExactly("DUPLICATE", "ACCEPTED", "ACCEPTED");
        partner.projected(mended);
        assertThat(splits()).isEmpty();
    }

    /** The sheet of the year so far, sent again each week. */
    @Test
    void rowsThatAreSentAgainKeepTheirLots() {
        captured(shipped());
        Map<String, String> mixed = used();
        captured(transformation(mixed));
        captured(csv(List.of(ofOtherPacker("11/03/2026"))));
        Map<String, String> second = used("ROM-7", "MIX-8", "11/05/2026", "30");
        String alone = captured(transformation(second)).path("captureID").asString();
        assertThat(splits()).as("the second row may be of either").hasSize(2);

        JsonNode mended = partner.post(
                        "/capture?replaces=" + alone,
                        SheetPartner.XLSX,
                        SheetPartner.workbookOf(Map.of(
                                "Shipping", List.of(ofOtherPacker("11/03/2026")), "Transformation", List.of(second))))
                .json();
        partner.projected(mended);
        assertThat(splits()).isEmpty();

        byte[] year = transformation(mixed, second, used("ROM-7", "MIX-9", "11/12/2026", "40"));
        assertThat(statuses(captured(year))).containsExactly("DUPLICATE", "DUPLICATE", "ACCEPTED");
        JsonNode replacing = partner.post(
                        "/capture?replaces=" + mended.path("captureID").asString(), SheetPartner.CSV, year)
                .json();
        assertThat(statuses(replacing)).containsExactly("DUPLICATE", "DUPLICATE", "DUPLICATE");
    }

    @Test
    void lotThatCameToThePlaceAfterTheUseIsNotMeant() {
        captured(csv(List.of(ofOtherPacker("11/06/2026"))));

        captured(transformation(used("ROM-7", "MIX-6", "11/05/2026", "10")));
        assertThat(splits()).hasSize(1);
        captured(transformation(used("ROM-7", "MIX-8", "11/06/2026", "30")));
        assertThat(splits().at("/0/event_ids")).as("the second is linked").hasSize(2);
        captured(shipped());
        JsonNode job = captured(transformation(used("ROM-7", "MIX-7", "11/05/2026", "20")));
        assertThat(job.at("/events/0/warnings/0/message").asString())
                .as("the lot without a source hides none")
                .contains("the only one with this code");
    }

    @Test
    void lotUsedWithoutASourceIsFoundWithTheLotsOfItsPlaceAlone() {
        captured(transformation());
        Map<String, String> elsewhere = ofOtherPacker("11/03/2026");
        elsewhere.put(SHIPPED_FROM, "GLN 9506000134376");
        captured(csv(List.of(elsewhere)));
        assertThat(splits()).as("no lot of the place is known").hasSize(1);

        captured(shipped());

        assertThat(splits()).hasSize(1);
        assertThat(splits().at("/0/lots").toString()).doesNotContain("9506000134376");
    }

    private JsonNode captured(byte[] file) {
        return partner.projected(partner.capture(SheetPartner.CSV, file));
    }

    private JsonNode splits() {
        return partner.client.get("/findings?kind=split_lot").body().path("findings");
    }

    private static byte[] shipped() {
        return csv(List.of(row()));
    }

    private static Map<String, String> row() {
        Map<String, String> row = shipment("ROM-7");
        row.put(SHIPPED_FROM, KITCHEN);
        return row;
    }

    private static Map<String, String> ofOtherPacker(String day) {
        Map<String, String> row = row();
        row.put("Location Description for the Traceability Lot Code Source - Business Name", "GLN 9506000134376");
        row.put("Shipping Date", day);
        return row;
    }

    private static byte[] transformation() {
        return transformation(used());
    }

    @SafeVarargs
    private static byte[] transformation(Map<String, String>... rows) {
        List<String> titles = titles();
        StringBuilder table = new StringBuilder(line(titles));
        for (Map<String, String> row : rows) {
            table.append(line(
                    titles.stream().map(title -> row.getOrDefault(title, "")).toList()));
        }
        return table.toString().getBytes(UTF_8);
    }

    private static Map<String, String> used() {
        return used("ROM-7", "MIX-7", "11/05/2026", "20");
    }

    private static Map<String, String> used(String code, String made, String day, String amount) {
        List<String> titles = titles();
        List<String> cells = new ArrayList<>(Collections.nCopies(titles.size(), ""));
        Map.of(0, code, 7, amount, 8, "cases", 9, made, 10, KITCHEN, 18, day, 25, "90", 26, "cases")
                .forEach(cells::set);
        Map<String, String> row = new java.util.HashMap<>();
        for (int i = 0; i < cells.size(); i++) if (!cells.get(i).isEmpty()) row.put(titles.get(i), cells.get(i));
        return row;
    }

    private static List<String> titles() {
        return SheetPartner.tab("Transformation").columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .toList();
    }
}
