package io.lotledger.api.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One text finds anything of the organisation, and nothing of another one. */
@SuppressWarnings("NullAway.Init") // set before all tests
class FindIT {
    private static final String PACKED = "https://id.gs1.org/01/19521101002000/10/";
    private static SampleChain chain;
    private static ApiClient stranger;

    @BeforeAll
    static void start() throws Exception {
        LotledgerServer server = LotledgerServer.shared();
        chain = new SampleChain(server);
        chain.captureEvents(event(
                        "10:00",
                        "packing",
                        "\"type\":\"AggregationEvent\",\"action\":\"ADD\","
                                + "\"parentID\":\"urn:epc:id:sscc:9521101.1000000001\",\"childEPCs\":[],"
                                + quantity("childQuantityList", PACKED + "SSCC-IN"))
                + ","
                + event(
                        "10:00",
                        "packing",
                        "\"type\":\"AggregationEvent\",\"action\":\"ADD\","
                                + "\"parentID\":\"urn:epc:id:sscc:9521101.1000000001\",\"childEPCs\":[],"
                                + quantity("childQuantityList", PACKED + "SSCC-OUT"))
                + ","
                + event(
                        "11:00",
                        "unpacking",
                        "\"type\":\"AggregationEvent\",\"action\":\"DELETE\","
                                + "\"parentID\":\"urn:epc:id:sscc:9521101.1000000001\",\"childEPCs\":[],"
                                + quantity("childQuantityList", PACKED + "SSCC-OUT"))
                + ","
                + event(
                        "11:30",
                        "commissioning",
                        "\"type\":\"ObjectEvent\",\"action\":\"ADD\",\"epcList\":"
                                + "[\"https://id.gs1.org/01/19521101009016/10/A%2810%297/21/S-1\"]")
                + ","
                + IntStream.range(0, 21)
                        .mapToObj(i -> event(
                                "12:%02d".formatted(i),
                                "commissioning",
                                "\"type\":\"ObjectEvent\",\"action\":\"ADD\"," + "\"epcList\":[],"
                                        + quantity("quantityList", PACKED + "MANY-%02d".formatted(i))))
                        .collect(Collectors.joining(",")));
        chain.awaitTables();
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID other = keys.organisation("Stranger " + UUID.randomUUID());
        stranger = new ApiClient(server.baseUrl(), keys.create(other, "test", Set.of(Role.ADMIN)));
    }

    private static String event(String time, String step, String what) {
        return """
                {%s,"eventID":"urn:uuid:%s","eventTime":"2026-11-09T%s:00Z","eventTimeZoneOffset":"+00:00","bizStep":"%s",
                 "readPoint":{"id":"https://id.gs1.org/414/9521101000153"}}""".formatted(what, UUID.randomUUID(), time, step);
    }

    private static String quantity(String list, String epcClass) {
        return "\"%s\":[{\"epcClass\":\"%s\",\"quantity\":5,\"uom\":\"XCS\"}]".formatted(list, epcClass);
    }

    @Test
    void lotIsFoundAsSoonAsItsEventIsAccepted() {
        for (int i = 0; i < 5; i++) {
            String lot = "SOON-" + i;
            String lotClass = "https://id.gs1.org/01/04012345111118/10/" + lot;
            chain.captureEvents(event(
                            "13:0" + i,
                            "commissioning",
                            "\"type\":\"ObjectEvent\",\"action\":\"ADD\",\"epcList\":[],"
                                    + quantity("quantityList", lotClass))
                    .replace("9521101000153", "4012345000054"));
            assertThat(titles(find(lotClass), "lot")).containsExactly(lot);
        }
    }

    private static JsonNode find(String text) {
        return find(chain.admin, text);
    }

    private static JsonNode find(ApiClient key, String text) {
        Answer answer = key.get("/find?q=" + SampleChain.encoded(text));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> titles(JsonNode found, String kind) {
        return found.get("results")
                .valueStream()
                .filter(result -> result.get("kind").asString().equals(kind))
                .map(result -> result.get("title").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "]C1011952110100200010MLP306A",
                "]d2011952110100200010MLP306A{GS}17261130",
                "(01)19521101002000(10)MLP306A",
                "011952110100200017261130" + "10MLP306A",
                "https://id.gs1.org/01/19521101002000/10/MLP306A",
                "https://brand.example/p/01/19521101002000/10/MLP306A?linkType=all",
                "urn:epc:class:lgtin:9521101.100200.MLP306A",
                "MLP306A",
                "mlp-306a",
                "lot MLP306A",
                "P306A"
            })
    void anySpellingOfALotFindsIt(String text) {
        JsonNode found = find(text);

        assertThat(titles(found, "lot")).containsExactly("MLP306A");
        JsonNode lot = found.at("/results/0");
        assertThat(lot.get("detail").asString())
                .contains("Monterey Leaf Packers")
                .contains("Romaine");
        assertThat(lot.get("url").asString())
                .isEqualTo("/epcis/api/2.0/traceability/lots/" + lot.get("id").asString());
        assertThat(found.get("understood_as").asString()).isNotBlank();
        assertThat(found.get("next_page_token").isNull()).isTrue();
        assertThat(chain.admin.get("/lots/" + lot.get("id").asString()).text("tlc"))
                .contains("MLP306A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "195211010000000013",
                "(00)195211010000000013",
                "]C100195211010000000013",
                "urn:epc:id:sscc:9521101.1000000001",
                "https://id.gs1.org/00/195211010000000013",
                "SSCC 1 9521101 000000001 3"
            })
    void ssccFindsTheLotsInsideNowAndWhenElse(String text) {
        JsonNode found = find(text);

        assertThat(titles(found, "unit")).containsExactly("SSCC 195211010000000013");
        assertThat(found.at("/results/0/detail").asString()).isEqualTo("1 lot inside now, 1 stay of lots before");
        assertThat(titles(found, "lot")).containsExactly("SSCC-IN", "SSCC-OUT");
        assertThat(found.at("/results/1/detail").asString()).contains("inside now, since 9 Nov 2026, 10:00 UTC");
        assertThat(found.at("/results/2/detail").asString())
                .contains("inside from 9 Nov 2026, 10:00 UTC to 9 Nov 2026, 11:00 UTC");
    }

    @Test
    void lotThatThePalletListsBesideItsCaseIsInsideOnce() {
        String packing =
                "\"type\":\"AggregationEvent\",\"action\":\"ADD\",\"parentID\":\"urn:epc:id:sscc:9521101.%s\",";
        String inTheCase = quantity("childQuantityList", "urn:epc:class:lgtin:9521101.100900.LISTED");
        String ofTheCase = "\"childEPCs\":[\"urn:epc:id:sscc:9521101.1000000081\"]";
        chain.captureEvents(
                event("09:00", "packing", packing.formatted("1000000081") + "\"childEPCs\":[]," + inTheCase) + ","
                        + event("10:00", "packing", packing.formatted("1000000082") + ofTheCase) + ","
                        + event("11:00", "shipping", packing.formatted("1000000082") + ofTheCase + "," + inTheCase));
        chain.awaitTables();

        JsonNode found = find("urn:epc:id:sscc:9521101.1000000082");

        assertThat(found.at("/results/0/detail").asString()).isEqualTo("1 lot inside now");
        assertThat(titles(found, "lot")).containsExactly("LISTED");
        assertThat(found.at("/results/1/detail").asString()).contains("inside now, since 9 Nov 2026, 10:00 UTC");
    }

    @Test
    void lotOfACaseThatWasMovedIsInsideTheOtherPalletNow() {
        String packing =
                "\"type\":\"AggregationEvent\",\"action\":\"ADD\",\"parentID\":\"urn:epc:id:sscc:9521101.%s\",";
        String units = packing + "\"childEPCs\":[%s]";
        String moved = "\"urn:epc:id:sscc:9521101.1000000091\"";
        String other = "\"urn:epc:id:sscc:9521101.1000000092\"";
        chain.captureEvents(event(
                        "09:00",
                        "packing",
                        packing.formatted("1000000091")
                                + "\"childEPCs\":[],"
                                + quantity("childQuantityList", "urn:epc:class:lgtin:9521101.100900.MOVED"))
                + "," + event("10:00", "packing", units.formatted("1000000093", moved + "," + other))
                + "," + event("11:00", "packing", units.formatted("1000000094", moved)));
        chain.awaitTables();

        assertThat(find("urn:epc:id:sscc:9521101.1000000093")
                        .at("/results/1/detail")
                        .asString())
                .contains("inside from 9 Nov 2026, 10:00 UTC to 9 Nov 2026, 11:00 UTC");
        assertThat(find("urn:epc:id:sscc:9521101.1000000094")
                        .at("/results/1/detail")
                        .asString())
                .contains("inside now, since 9 Nov 2026, 11:00 UTC");
    }

    @Test
    void lotPackedByDateStaysInsideWhenThePalletIsUnpackedThatDay() {
        String pallet = "\"parentID\":\"urn:epc:id:sscc:9521101.1000000101\",\"childEPCs\":[]";
        String packing = "\"type\":\"AggregationEvent\",\"action\":\"ADD\"," + pallet + ",";
        String before = quantity("childQuantityList", "urn:epc:class:lgtin:9521101.100900.BEFORE");
        String byDate = quantity("childQuantityList", "urn:epc:class:lgtin:9521101.100900.BYDATE");
        String unpacking = "\"type\":\"AggregationEvent\",\"action\":\"DELETE\"," + pallet;
        String events = event("09:00", "packing", packing + before) + ","
                + event("00:00", "packing", packing + byDate).replace("11-09T", "11-10T") + ","
                + event("08:00", "unpacking", unpacking).replace("11-09T", "11-10T");
        chain.captureEvents(events.replace("9521101000153", "9521101000160")); // a place of its own
        chain.awaitTables();

        JsonNode found = find("urn:epc:id:sscc:9521101.1000000101");

        assertThat(found.at("/results/0/detail").asString()).isEqualTo("1 lot inside now, 1 stay of lots before");
        assertThat(titles(found, "lot")).containsExactly("BYDATE", "BEFORE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(01)19521101009016(21)S-1", "(01)19521101009016(10)A(10)7", "GTIN 19521101009016 lot A(10)7"})
    void lotOfASerialOrAsItsCodeIsPrintedIsFoundOnce(String text) {
        assertThat(titles(find(text), "lot")).containsExactly("A(10)7");
    }

    /** As FDA's sample prints codes, and as a supplier prints one before the lot number. */
    @ParameterizedTest
    @CsvSource({
        "4856APR0227, GTIN and Lot: 314141999995 4856APR0227",
        "092420, FPP16-092420",
        "PRINTED-1, PRINTED",
        "PRINTED-2, PRINTED-2"
    })
    void lotIsFoundByTheCodeThatItsEventPrints(String lot, String printed) {
        chain.captureEvents(event(
                "13:00",
                "commissioning",
                "\"type\":\"ObjectEvent\",\"action\":\"ADD\",\"epcList\":[],\"lotledger:tlc\":\"" + printed + "\","
                        + quantity("quantityList", PACKED + lot)));
        chain.awaitTables();

        assertThat(titles(find(printed), "lot")).contains(lot);
    }

    @Test
    void gtinFindsItsProductAndItsLotsNewestFirst() {
        JsonNode found = find("19521101002000");

        assertThat(titles(found, "product")).singleElement().asString().contains("Romaine");
        assertThat(titles(found, "lot"))
                .hasSize(8)
                .containsExactly(
                        "MANY-20", "MANY-19", "MANY-18", "MANY-17", "MANY-16", "MANY-15", "MANY-14", "MANY-13");
        JsonNode more = found.at("/more/0");
        assertThat(more.get("kind").asString()).isEqualTo("lot");
        assertThat(more.get("total").asInt()).isEqualTo(25);
        assertThat(more.get("is_all").asBoolean()).isTrue();

        List<String> all = new ArrayList<>(titles(found, "lot"));
        JsonNode page = found;
        while (!page.get("next_page_token").isNull()) {
            page = chain.admin
                    .get("/find?q=19521101002000&per_page=7&next_page_token="
                            + page.get("next_page_token").asString())
                    .body();
            assertThat(page.get("results").size()).isLessThanOrEqualTo(7);
            all.addAll(titles(page, "lot"));
        }
        assertThat(all).hasSize(25).doesNotHaveDuplicates().endsWith("MLP306B", "MLP306A");
        URI link = URI.create(more.get("url").asString());
        assertThat(titles(
                        chain.admin
                                .query(link.toString().substring("/epcis/api/2.0".length()))
                                .body(),
                        "lot"))
                .isEqualTo(all);
    }

    @Test
    void glnFindsThePlaceAndWhatHappenedToItsLots() {
        JsonNode found = find("9521101000153");

        assertThat(titles(found, "place")).containsExactly("Monterey Leaf Packers");
        assertThat(found.at("/results/0/url").asString())
                .isEqualTo("/epcis/api/2.0/masterdata/locations/9521101000153");
        JsonNode lots = chain.admin.get("/find?q=9521101000153&only=lot").body();
        assertThat(lots.get("results").valueStream())
                .anySatisfy(lot -> {
                    assertThat(lot.get("title").asString()).isEqualTo("GR-1102-07");
                    assertThat(lot.get("detail").asString()).startsWith("came in");
                })
                .anySatisfy(lot -> assertThat(lot.get("title").asString()).isEqualTo("MLP306A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOL-9012",
                "BOL 9012",
                "bol9012",
                "9012",
                "urn:epcglobal:cbv:bt:9521101000153:BOL-9012",
                "Bill of lading 9012"
            })
    void documentNumberFindsTheDocument(String text) {
        JsonNode found = find(text);

        assertThat(titles(found, "document")).containsExactly("Bill of Lading BOL-9012");
        if (text.equals("9012")) return; // may be part of a lot code
        assertThat(titles(found, "lot")).as("inside the pallet of the shipment").containsExactly("MLP306A");
        assertThat(found.get("results").valueStream())
                .anySatisfy(event ->
                        assertThat(event.get("url").asString()).startsWith("/epcis/api/2.0/events/urn%3Auuid%3A"));
    }

    @Test
    void advanceShippingNoticeIsFoundByItsNumber() {
        assertThat(titles(find("ASN 55013"), "document")).containsExactly("Advance Shipping Notice ASN-55013");
        assertThat(titles(find("ASN-550"), "document"))
                .containsExactly("Advance Shipping Notice ASN-55012", "Advance Shipping Notice ASN-55013");
    }

    @Test
    void wordsOfANameFindProductsAndPlacesInAnyOrder() {
        assertThat(titles(find("packers monterey"), "place")).containsExactly("Monterey Leaf Packers");
        assertThat(titles(find("Mont"), "place")).contains("Monterey Leaf Packers");
        assertThat(titles(find("hearts"), "product")).singleElement().asString().contains("Hearts");
        assertThat(titles(find("onterey"), "place"))
                .as("a word is found by its beginning")
                .isEmpty();
    }

    @Test
    void idsFindLotsJobsAndEvents() {
        String lot = find("MLP306A").at("/results/0/id").asString();
        assertThat(titles(find(lot), "lot")).containsExactly("MLP306A");

        Answer export = chain.admin.get("/lots/" + lot + "/fda-export");
        String job = export.text("job_short_id");
        assertThat(titles(find(job), "export_job")).containsExactly("Export job " + job);
        assertThat(find(job).at("/results/0/url").asString()).isEqualTo("/epcis/api/2.0/traceability/exports/" + job);

        JsonNode event = find("urn:uuid:5a1ad000-0000-4000-8000-000000000020");
        assertThat(titles(event, "event")).containsExactly("Shipping, 3 Nov 2026, 15:00 -08:00");

        ApiClient audit = chain.with(Role.AUDIT);
        assertThat(find(audit, job).get("results")).hasSize(1);
        for (String text : List.of("MLP306A", lot, "9521101000153", "19521101002000", "BOL-9012", "Monterey")) {
            assertThat(find(audit, text).get("results").valueStream())
                    .as(text)
                    .allMatch(found -> found.get("kind").asString().equals("export_job"));
            assertThat(find(audit, text).toString()).doesNotContain("MLP306A\"").doesNotContain("Packers");
        }
        assertThat(find(chain.with(Role.EXPORT), "urn:uuid:5a1ad000-0000-4000-8000-000000000020")
                        .get("results"))
                .as("this role may not read events")
                .isEmpty();
        assertThat(chain.with(Role.CAPTURE).get("/find?q=x").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MLP306A",
                "MLP",
                "19521101002000",
                "9521101000153",
                "195211010000000013",
                "BOL-9012",
                "romaine",
                "urn:uuid:5a1ad000-0000-4000-8000-000000000020",
                "urn:epcglobal:cbv:bt:9521101000153:BOL-9012"
            })
    void nothingOfAnotherOrganisationIsFoundOrSuggested(String text) {
        JsonNode found = find(stranger, text);

        assertThat(found.get("results")).isEmpty();
        assertThat(found.get("close")).isEmpty();
        assertThat(found.get("more")).isEmpty();
    }

    @Test
    void strangerFindsNothingByTheIdsOfAnotherOrganisation() {
        String lot = find("MLP306A").at("/results/0/id").asString();
        String job = chain.admin.get("/lots/" + lot + "/fda-export").text("job_short_id");

        assertThat(find(stranger, lot).get("results")).isEmpty();
        assertThat(find(stranger, job).get("results")).isEmpty();
    }

    @Test
    void wrongCheckDigitIsSaidAndTheRightKeyFound() {
        JsonNode found = find("(01)19521101002009(10)MLP306A");

        assertThat(found.at("/notes/0").asString()).contains("with 0 it is 19521101002000");
        assertThat(titles(found, "lot")).containsExactly("MLP306A");
        assertThat(find("9521101000152").at("/notes/0").asString()).contains("with 3 it is 9521101000153");
    }

    @Test
    void whatIsCloseIsNamedWhenNothingIsFound() {
        JsonNode found = find("HFK308-22");

        assertThat(found.get("results")).isEmpty();
        assertThat(found.at("/notes/0").asString())
                .isEqualTo(
                        "No lot is called HFK308-22. HFK308-2 is close. A lot of a partner appears once its events are captured.");
        assertThat(found.at("/close/0/title").asString()).isEqualTo("HFK308-2");
        assertThat(find("zzzzzzz").at("/notes/0").asString()).startsWith("Nothing is called zzzzzzz. Try ");
    }

    @ParameterizedTest
    @CsvSource({
        "q=",
        "per_page=5",
        "q=x&only=lots",
        "q=x&next_page_token=abc",
        "q=x&limit=3",
        "q=x&next_page_token=MTAgeA",
        "q=romaine&next_page_token=MCB4"
    })
    void whatCannotBeReadIsRefused(String query) {
        assertThat(chain.admin.get("/find?" + query).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "\\",
                "'",
                "--",
                "(",
                "]C1",
                "(01)",
                "\u202Eabc",
                "%00",
                "https://id.gs1.org/01/19521101002000/10/a%00b",
                "https://id.gs1.org/414/9521101000153?x=%00",
                "urn:epc:class:lgtin:9521101.100200.a%00b",
                "{GS}",
                "🥬",
                "<script>",
                "a\u0301",
                "((((",
                "00000000"
            })
    void anyTextIsAnswered(String text) {
        assertThat(find(text).get("results")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/find?q=%00", "/lots?q=a%00b", "/lots?tlc=%00", "/find?q=a&next_page_token=%00"})
    void nulCharacterIsRefusedWithItsParameter(String question) {
        Answer refused = chain.admin.get(question);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("detail")).contains("NUL");
        assertThat(refused.text("parameter")).isIn("q", "tlc", "next_page_token");
    }

    @Test
    void longTextIsRefusedInWords() {
        assertThat(chain.admin.get("/find?q=" + "x".repeat(2_001)).toString()).contains("send at most 2000");
    }
}
