package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static io.lotledger.api.lots.LotClient.shippedTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is found wrong with lots, and the events that are no critical tracking event. */
class FindingsOfLotsIT {
    private static final String MADE = "urn:epc:class:lgtin:0614141.107346.X0";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    @Test
    void findingComesWithItsEvidenceAndGoesWhenAnEventMendsIt() throws Exception {
        String packed = event(
                "TransformationEvent",
                2,
                "packing",
                2,
                quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.007346.F", 100) + ","
                        + quantity("outputQuantityList", "urn:epc:class:lgtin:0614141.107346.F1", 95));
        client.capture(List.of(packed, shippedTo(3, 4, "urn:epc:class:lgtin:0614141.107346.F1", 40)), "");
        String lot = client.lotId("F1");

        JsonNode found = client.get("/findings?kind=unmatched_ship").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("severity").asString()).isEqualTo("info");
        assertThat(found.get(0).get("lots").get(0).asString()).isEqualTo(lot);
        assertThat(found.get(0).get("event_ids")).hasSize(1);
        assertThat(found.get(0).get("details").get("shipped").asInt()).isEqualTo(40);
        assertThat(client.get("/lots/" + lot + "/lineage")
                        .body()
                        .get("findings")
                        .valueStream()
                        .map(f -> f.get("kind").asString()))
                .contains("unmatched_ship");
        assertThat(client.get("/lots/" + lot + "/lineage?findings=false")
                        .body()
                        .get("findings")
                        .isNull())
                .isTrue();

        client.capture(
                List.of(object(
                        6,
                        "OBSERVE",
                        "receiving",
                        3,
                        "",
                        quantity("quantityList", "urn:epc:class:lgtin:0614141.107346.F1", 40))),
                "");
        assertThat(client.get("/findings?lot_id=" + lot + "&kind=unmatched_ship")
                        .body()
                        .get("findings"))
                .isEmpty();
        assertThat(client.get("/findings?lot_id=" + lot + "&severity=warning")
                        .body()
                        .get("findings")
                        .valueStream()
                        .map(f -> f.get("kind").asString()))
                .containsOnly("unknown_location", "unknown_product");
        assertThat(client.get("/findings?kind=unheard_of").status()).isEqualTo(422);
        assertThat(client.get("/findings?severity=bad").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/findings?", "/findings?severity=warning&", "/findings?lot_id=X0&"})
    void pagesOfFindingsHaveTheSizeAskedForAndLeaveNothingOut(String list) throws Exception {
        client.capture(
                Stream.concat(LotClient.chain(0).stream(), LotClient.chain(1).stream())
                        .toList(),
                "");
        String path = list.replace("=X0", "=" + client.lotId("X0"));
        List<JsonNode> all = findings(client.get(path + "per_page=1000"));

        List<JsonNode> paged = new ArrayList<>();
        @Nullable String token = "";
        while (token != null) {
            Answer page = client.get(path + "per_page=2" + (token.isEmpty() ? "" : "&next_page_token=" + token));
            assertThat(findings(page)).hasSizeLessThanOrEqualTo(2);
            paged.addAll(findings(page));
            JsonNode next = page.body().get("next_page_token");
            token = next.isNull() ? null : next.asString();
        }

        assertThat(all).hasSizeGreaterThan(2);
        assertThat(paged).isEqualTo(all);
    }

    private static List<JsonNode> findings(Answer page) {
        return page.body().get("findings").valueStream().toList();
    }

    @Test
    void movementOfSerialsWithoutALotIsFoundUntilTheLotIsKnown() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.107346.";
        String sent = object(4, "OBSERVE", "shipping", 2, serial + "1", null)
                .replace(serial + "1\"", serial + "1\",\"" + serial + "2\"");
        client.capture(List.of(sent, object(5, "OBSERVE", "inspecting", 2, serial + "1", null)), "");

        JsonNode found = client.get("/findings?kind=serial_without_lot").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("lots")).isEmpty();
        assertThat(found.get(0).get("details").get("serials").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "https://id.gs1.org/01/10614141073464/21/1", "https://id.gs1.org/01/10614141073464/21/2");
        assertThat(sent).contains(found.get(0).get("event_ids").get(0).asString());

        client.capture(
                List.of(object(2, "ADD", "commissioning", 2, serial + "1", null)
                        .replace("\"action\"", "\"ilmd\":{\"cbvmda:lotNumber\":\"SL\"},\"action\"")),
                "");
        assertThat(client.get("/findings?kind=serial_without_lot")
                        .body()
                        .get("findings")
                        .valueStream())
                .as("now it is a lot's, with the serial that is left")
                .singleElement()
                .satisfies(finding -> assertThat(finding.get("lots")).hasSize(1));
    }

    @Test
    void palletShippedBeforeItsPackingIsFoundUntilThePackingIsInTime() throws Exception {
        String pallet = "https://id.gs1.org/00/106141410000000770";
        String lot = "https://id.gs1.org/01/10614141073464/10/LATE";
        client.capture(List.of(object(4, "OBSERVE", "shipping", 2, pallet, null), packing(5, pallet, lot)), "");

        assertThat(client.get("/findings?kind=serial_without_lot")
                        .body()
                        .get("findings")
                        .valueStream())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("lots")).isEmpty();
                    assertThat(finding.get("details").toString()).isEqualTo("{\"units\":[\"" + pallet + "\"]}");
                    assertThat(finding.get("message").asString()).contains("with a time that is not later");
                });

        client.capture(List.of(packing(3, pallet, lot)), "");
        assertThat(client.get("/findings?kind=serial_without_lot").body().get("findings"))
                .isEmpty();
    }

    private static String packing(int hour, String pallet, String lot) {
        String children = quantity("childQuantityList", lot, 40);
        return event(
                "AggregationEvent",
                hour,
                "packing",
                2,
                "\"parentID\":\"" + pallet + "\",\"childEPCs\":[],\"action\":\"ADD\"," + children);
    }

    @Test
    void lotsThatCameOfEachOtherAreACycle() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            events.add(event(
                    "TransformationEvent",
                    2 + i,
                    "commissioning",
                    2,
                    quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.107346.C" + i, 10) + ","
                            + quantity(
                                    "outputQuantityList", "urn:epc:class:lgtin:0614141.107346.C" + (i + 1) % 3, 10)));
        }
        client.capture(events, "");

        JsonNode found = client.get("/findings?kind=cycle").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("lots")).hasSize(3);
        assertThat(found.get(0).get("event_ids")).hasSize(3);
    }

    @Test
    void declarationWithoutItsEventIsFound() throws Exception {
        String declared = object(4, "OBSERVE", "shipping", 2, "", quantity("quantityList", MADE, 40));
        client.capture(
                List.of(
                        declared.substring(0, declared.length() - 1)
                                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-03-03T00:00:00Z\",\"reason\":\"did_not_occur\"}}"),
                "");

        JsonNode found = client.get("/findings").body().get("findings");
        assertThat(found.valueStream().map(f -> f.get("kind").asString())).containsExactly("declaration_without_event");
    }

    /** The declaration names the lot, or the pallet that holds it, and is about no event that was captured. */
    @ParameterizedTest
    @ValueSource(strings = {"urn:epc:class:lgtin:0614141.107346.P0", "urn:epc:id:sscc:0614141.1000000000"})
    void lotHasTheDeclarationsThatNameItAndHaveNoEvent(String named) throws Exception {
        String declared = named.contains("lgtin")
                ? object(4, "OBSERVE", "shipping", 2, "", quantity("quantityList", named, 40))
                : object(4, "OBSERVE", "shipping", 2, named, null);
        client.capture(LotClient.chain(0), "");
        client.capture(
                List.of(
                        declared.substring(0, declared.length() - 1)
                                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-03-03T00:00:00Z\",\"reason\":\"did_not_occur\"}}"),
                "");

        String path = "/findings?kind=declaration_without_event&lot_id=";
        assertThat(client.get(path + client.lotId("P0")).body().get("findings")).hasSize(1);
        assertThat(client.get(path + client.lotId("H0")).body().get("findings")).isEmpty();
    }

    @Test
    void lotOfAShippedPalletSaysThatTheAnnouncedCorrectionIsMissing() throws Exception {
        List<String> events = LotClient.chain(0);
        String shipment = events.get(4);
        String declared = shipment.replace("\"bizStep\":\"shipping\"", "\"bizStep\":\"departing\"");
        client.capture(events, "");
        client.capture(
                List.of(declared.substring(0, declared.length() - 1)
                        + ",\"errorDeclaration\":{\"declarationTime\":\"2026-03-03T00:00:00Z\",\"reason\":\"incorrect_data\","
                        + "\"correctiveEventIDs\":[\"urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11\"]}}"),
                "");

        String path = "/findings?lot_id=" + client.lotId("P0");
        assertThat(messages(client, path + "&kind=missing_correction"))
                .singleElement()
                .asString()
                .contains("urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11");
        assertThat(messages(client, path + "&kind=declaration_differs"))
                .singleElement()
                .asString()
                .contains("bizStep");

        client.capture(
                List.of(shipment.replaceFirst(
                        "urn:uuid:[0-9a-f-]{36}", "urn:uuid:0c5d6a7e-5e0c-4c0b-9a57-2d9d3c8b1e11")),
                "");
        assertThat(messages(client, path + "&kind=missing_correction")).isEmpty();
    }

    private static List<String> messages(LotClient client, String path) throws Exception {
        return client.get(path)
                .body()
                .get("findings")
                .valueStream()
                .map(finding -> finding.get("message").asString())
                .toList();
    }

    @Test
    void eventThatFitsNoCteIsListedWithItsReason() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0));
        events.add(object(9, "OBSERVE", "urn:acme:step:polishing", 3, "", quantity("quantityList", MADE, 5)));
        client.capture(events, "");

        JsonNode found = client.get("/findings?kind=unclassified_event").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("message").asString()).contains("polishing matches no CTE");
        assertThat(found.get(0).get("lots").get(0).asString()).isEqualTo(client.lotId("X0"));
    }

    @Test
    void everyEventThatIsNoCteIsListedAlsoWhereNoLotIsKnown() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0));
        events.add(object(9, "OBSERVE", "shipping", 3, "urn:epc:id:sscc:0614141.1999999999", null));
        events.add(object(8, "OBSERVE", "storing", 3, "urn:epc:id:sscc:0614141.1999999999", null)
                .replace("2026-03-02T", "1969-03-02T"));
        client.capture(events, "");

        List<JsonNode> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = client.get("/unclassified-events?perPage=2" + token).body();
            page.get("events").forEach(seen::add);
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (!token.isEmpty());
        assertThat(seen.stream().map(e -> e.get("biz_step").asString()))
                .containsExactly("storing", "packing", "unpacking", "shipping");
        assertThat(seen.get(1).at("/reasons/0/reason").asString()).contains("packing into a logistic unit");
        assertThat(seen.get(1).at("/reasons/0/lots/0").asString()).isEqualTo(client.lotId("P0"));
        assertThat(seen.get(3).at("/reasons/0/reason").asString()).contains("no unit or serial with a known lot");
        assertThat(seen.get(3).at("/reasons/0/lots")).isEmpty();
        for (String none :
                List.of("none", "-5000-01-01T00:00:00Z urn:event:1")) { // of no page, and of no time PostgreSQL knows
            String coded = Base64.getUrlEncoder().withoutPadding().encodeToString(none.getBytes(UTF_8));
            assertThat(client.get("/unclassified-events?next_page_token=" + coded)
                            .status())
                    .as(none)
                    .isEqualTo(422);
        }
        assertThat(new LotClient(LotledgerServer.shared())
                        .get("/unclassified-events")
                        .body()
                        .get("events"))
                .isEmpty();
    }
}
