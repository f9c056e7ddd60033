package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.intake.DerivedEventID;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A spreadsheet that several keys of one organisation send. */
class SheetSendersIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final SheetPartner partner = new SheetPartner(server);

    @Test
    void fileThatAnotherKeySendsIsDuplicates() {
        byte[] file = csv(List.of(shipment("A-1"), shipment("A-2")));
        JsonNode first = partner.capture(SheetPartner.CSV, file);

        JsonNode again = partner.colleague().capture(SheetPartner.CSV, file);

        assertThat(statuses(again)).as(again.toString()).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(texts(again.path("events"), "eventID")).isEqualTo(texts(first.path("events"), "eventID"));
    }

    @Test
    void rowThatAnotherKeyChangesIsAConflictThatItCorrectsByReplaces() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("B-1"))))
                .path("captureID")
                .asString();
        byte[] changed = csv(List.of(shipment("B-1", "38")));

        JsonNode conflict =
                partner.colleague().post("/capture", SheetPartner.CSV, changed).json();
        SheetPartner.Answer unseen = partner.colleague().post("/capture?replaces=" + first, SheetPartner.CSV, changed);
        JsonNode corrected = partner.colleague(Role.ADMIN)
                .post("/capture?replaces=" + first, SheetPartner.CSV, changed)
                .json();

        assertThat(statuses(conflict)).as(conflict.toString()).containsExactly("REJECTED");
        assertThat(conflict.at("/events/0/errors/0/message").asString())
                .contains("was \"40\" and is now \"38\"", "?replaces=" + first);
        assertThat(unseen.status()).isEqualTo(400);
        assertThat(unseen.text()).contains("another key", "role admin");
        assertThat(statuses(corrected)).as(corrected.toString()).containsExactly("ACCEPTED", "ACCEPTED");
    }

    @Test
    void clerkWhoSendsAnotherPartOfADeliveryIsToldHowBothPartsCount() {
        partner.capture(SheetPartner.CSV, csv(List.of(shipment("D-1", "5"))));
        SheetPartner colleague = partner.colleague();
        Map<String, String> documented = shipment("D-1", "9");
        documented.put("Reference Document Number", "BOL 18");

        JsonNode conflict = colleague
                .post("/capture", SheetPartner.CSV, csv(List.of(shipment("D-1", "7"))))
                .json();
        JsonNode both = colleague.capture(SheetPartner.CSV, csv(List.of(shipment("D-1", "5"), shipment("D-1", "7"))));
        JsonNode own = colleague.capture(SheetPartner.CSV, csv(List.of(documented)));

        assertThat(statuses(conflict)).as(conflict.toString()).containsExactly("REJECTED");
        assertThat(conflict.at("/events/0/errors/0/message").asString())
                .contains("further part of the same goods", "all parts in one file", "a reference document of its own");
        assertThat(statuses(both)).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(statuses(own)).containsExactly("ACCEPTED");
    }

    @Test
    void fileThatAnotherKeySentTooIsCorrectedByItsOwnCapture() {
        byte[] file = csv(List.of(shipment("C-1")));
        partner.capture(SheetPartner.CSV, file);
        SheetPartner colleague = partner.colleague();
        String repeated =
                colleague.capture(SheetPartner.CSV, file).path("captureID").asString();

        JsonNode corrected = colleague
                .post("/capture?replaces=" + repeated, SheetPartner.CSV, csv(List.of(shipment("C-1", "38"))))
                .json();

        assertThat(statuses(corrected)).as(corrected.toString()).containsExactly("ACCEPTED", "ACCEPTED");
    }

    @Test
    void rowThatAnEarlierVersionStoredUnderAnIdOfItsKeyIsADuplicate() {
        Map<String, String> row = shipment("(01)10614141000125(10)A");
        row.keySet().removeIf(title -> title.contains(" - "));
        String shippedFrom = "Location Description for the Location from which you Shipped the Food - Business Name";
        row.put(shippedFrom, "GLN 0614141000036");
        byte[] file = csv(List.of(row));
        JsonNode today = partner.capture(SheetPartner.CSV, file);
        SheetPartner earlier = new SheetPartner(server);
        String former = DerivedEventID.former(
                earlier.organisation,
                "revoked",
                "fda:shipping",
                List.of(
                        "(01)10614141000125(10)A",
                        "",
                        "",
                        "",
                        "https://id.gs1.org/414/0614141000036",
                        "11/03/2026",
                        "Bill of Lading",
                        "BOL 17",
                        "",
                        ""));
        ObjectNode event = (ObjectNode) JsonMapper.shared()
                .readTree(server.bean(EventLog.class)
                        .find(
                                partner.organisation,
                                today.at("/events/0/eventID").asString())
                        .orElseThrow()
                        .document());
        byte[] stored = event.put("eventID", former).toString().getBytes(UTF_8);
        assertThat(earlier.post("/events", "application/ld+json", stored).status())
                .isEqualTo(201);
        server.bean(JdbcClient.class)
                .sql("insert into record_sender (organisation, key_id) values (:organisation, 'revoked')")
                .param("organisation", earlier.organisation)
                .update();

        JsonNode again = earlier.capture(SheetPartner.CSV, file);

        assertThat(statuses(again)).as(again.toString()).containsExactly("DUPLICATE");
        assertThat(again.at("/events/0/eventID").asString()).isEqualTo(former);
    }
}
