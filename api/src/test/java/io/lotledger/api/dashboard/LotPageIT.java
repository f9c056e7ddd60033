package io.lotledger.api.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionPositions;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** The page of a lot of the sample chain, tab by tab. */
@SuppressWarnings("NullAway.Init") // set before all tests
class LotPageIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final ApiKeys KEYS = SERVER.bean(ApiKeys.class);

    /** A shipment to a store that nobody has described, and where some of the places are. */
    private static final String STORE_WITHOUT_DESCRIPTION = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
             "creationDate":"2026-11-06T00:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
              {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s]}]}},
             "epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"urn:uuid:5a1ad000-0000-4000-8000-0000000000f1",
              "eventTime":"2026-11-05T06:10:00-08:00","eventTimeZoneOffset":"-08:00","action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
              "readPoint":{"id":"https://id.gs1.org/414/9521101000184"},"bizLocation":{"id":"https://id.gs1.org/414/9521101000184"},
              "quantityList":[{"epcClass":"https://id.gs1.org/01/19521101002000/10/MLP306A","quantity":20,"uom":"CS"}],
              "bizTransactionList":[{"type":"bol","bizTransaction":"urn:epcglobal:cbv:bt:9521101000184:BOL-7788"}],
              "destinationList":[{"type":"location","destination":"https://id.gs1.org/414/9521101000993"}]}]}}""".formatted(String.join(
            ",",
            at(
                    "9521101000153",
                    "Monterey Leaf Packers",
                    "+1 831 555 0145",
                    "1200 Harkins Road",
                    "Salinas",
                    "93901",
                    36.66,
                    -121.61),
            at(
                    "9521101000184",
                    "Central Valley Distribution",
                    "+1 209 555 0178",
                    "3450 Paradise Road",
                    "Tracy",
                    "95304",
                    37.74,
                    -121.43),
            at(
                    "9521101000177",
                    "Harborview Fresh Kitchens",
                    "+1 916 555 0167",
                    "7800 Fruitridge Road",
                    "Sacramento",
                    "95820",
                    38.53,
                    -121.42)));

    private static String at(
            String gln,
            String name,
            String phone,
            String street,
            String city,
            String zip,
            double latitude,
            double longitude) {
        return """
                {"id":"https://id.gs1.org/414/%s","attributes":[{"id":"cbvmda:name","attribute":"%s"},{"id":"cbvmda:telephone","attribute":"%s"},
                 {"id":"cbvmda:streetAddressOne","attribute":"%s"},{"id":"cbvmda:city","attribute":"%s"},{"id":"cbvmda:state","attribute":"CA"},
                 {"id":"cbvmda:postalCode","attribute":"%s"},{"id":"cbvmda:countryCode","attribute":"US"},
                 {"id":"cbvmda:latitude","attribute":"%s"},{"id":"cbvmda:longitude","attribute":"%s"}]}""".formatted(gln, name, phone, street, city, zip, latitude, longitude);
    }

    private static String admin;
    private static String query;
    private static String lot;

    @BeforeAll
    static void capture() throws IOException {
        UUID organisation = KEYS.organisation("Central Valley Distribution " + UUID.randomUUID());
        admin = KEYS.create(organisation, "recall desk", Set.of(Role.ADMIN));
        query = KEYS.create(organisation, "reader", Set.of(Role.QUERY));
        ApiClient client = new ApiClient(SERVER.baseUrl(), admin);
        for (String document : List.of(
                "1-farms-and-cooler.jsonld",
                "2-packer.jsonld",
                "3-landing-and-processor.jsonld",
                "4-distribution-and-stores.jsonld")) {
            Answer posted = client.capture(new ClassPathResource("samples/" + document).getContentAsString(UTF_8));
            assertThat(client.captureJob(posted.text("captureID"))
                            .body()
                            .get("success")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(client.capture(STORE_WITHOUT_DESCRIPTION).status()).isEqualTo(202);
        long head = SERVER.bean(EventLog.class).head();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> SERVER.bean(ProjectionPositions.class).covers(head));
        lot = client.get("/lots?tlc=MLP306A").body().at("/lots/0/lot_id").asString();
    }

    private static String page(String tab) {
        return "/compliance/lots/" + lot + tab;
    }

    @Test
    void everyTabStandsUnderTheSameHead() {
        try (Visit visit = Browser.shared().signedIn(admin)) {
            for (String tab : List.of("timeline", "gaps", "who-to-call", "balance", "findings", "map")) {
                visit.open(page("/" + tab));
                assertThat(visit.find("h1").textContent()).contains("Romaine Hearts");
                assertThat(visit.find(".tabs [aria-current=page]").getAttribute("href"))
                        .isEqualTo(page("/" + tab));
                visit.look("lot-" + tab);
            }
            visit.open(page("/print"));
            visit.look("lot-print");
            visit.open("/compliance/events/urn:uuid:5a1ad000-0000-4000-8000-000000000012");
            assertThat(visit.find("main").textContent()).contains("This event corrects");
            visit.look("event");
        }
    }

    @Test
    void selectionIsTheSameInGraphTableAndMap() {
        try (Visit visit = Browser.shared().signedIn(admin)) {
            visit.open(page(""));
            Locator box = visit.find("#lg-canvas [aria-label^='Lot HFK308-2']");
            box.click();
            assertThat(box.getAttribute("aria-pressed")).isEqualTo("true");
            visit.find("[data-view=table]").click();
            assertThat(visit.find("#lg-table tr[aria-current=true]").allTextContents())
                    .isNotEmpty()
                    .allMatch(row -> row.contains("HFK308-2"));

            visit.find("#lg-drawer a:has-text('On the map')").click();
            assertThat(visit.find("main .note").textContent())
                    .contains("Selected: HFK308-2. Its deliveries stand out.");
            assertThat(visit.find(".lot-map-svg .m-on").count()).isPositive();
            visit.find("tr[aria-current=true] a:text-is('HFK308-2')").first().click();
            assertThat(visit.find("#lg-drawer .lg-title").textContent()).isEqualTo("HFK308-2");
        }
    }

    @Test
    void gapNamesWhomToAskAndHoldsALetterReadyToSend() {
        try (Visit visit = Browser.shared().signedIn(admin)) {
            visit.open(page("/gaps"));
            assertThat(visit.find(".lot-gaps h2").textContent()).isEqualTo("Ask Central Valley Distribution");
            assertThat(visit.find(".lot-gaps a[href='tel:+12095550178']").count())
                    .isEqualTo(1);
            assertThat(visit.find("a[href='/compliance/places/9521101000993']").count())
                    .isEqualTo(1);
            String letter = visit.find(".lot-gaps tbody [data-copy]").getAttribute("data-copy");
            assertThat(letter)
                    .contains("To: Central Valley Distribution, GLN 9521101000184, +1 209 555 0178")
                    .contains("Lot: (01)19521101002000(10)MLP306A\n")
                    .contains("Event: Shipping, 5 November 2026, 06:10 -08:00\n")
                    .contains("Document: BOL-7788 (bol)\n")
                    .contains("Phone Number (Immediate subsequent recipient), 21 CFR 1.1340(a)(4)")
                    .contains("We know only: GLN 9521101000993")
                    .contains("Central Valley Distribution ");
            visit.find(".letter summary").click();
            assertThat(visit.find(".letter pre").isVisible()).isTrue();
        }
        try (Visit visit = Browser.shared().signedIn(query)) {
            visit.open(page("/timeline"));
            visit.find(".gaps summary").click();
            assertThat(visit.find(".gaps summary").textContent()).startsWith("7 gaps");
            assertThat(visit.find(".gaps ul").textContent()).contains("Phone Number", "21 CFR 1.1340(a)(4)");
            assertThat(visit.find(".gaps [data-copy]").count())
                    .as("one letter for each keeper and event")
                    .isOne();
            assertThat(visit.find("a[href^='/compliance/places/']").count())
                    .as("only an admin describes places")
                    .isZero();
        }
    }

    @Test
    void palletWithoutALotIsOnEveryPageOfWhatItWasMadeOf() throws Exception {
        UUID organisation = KEYS.organisation("Dairy " + UUID.randomUUID());
        String key = KEYS.create(organisation, "recall desk", Set.of(Role.ADMIN));
        ApiClient client = new ApiClient(SERVER.baseUrl(), key);
        Answer posted = client.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
                 "creationDate":"2026-11-06T00:00:00Z","epcisBody":{"eventList":[
                 {"type":"TransformationEvent","eventTime":"2026-11-05T06:00:00Z","eventTimeZoneOffset":"+00:00","bizStep":"commissioning",
                  "readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},
                  "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.MILK","quantity":50,"uom":"LTR"}],
                  "outputEPCList":["urn:epc:id:sscc:0614141.1234567890"]},
                 {"type":"ObjectEvent","eventTime":"2026-11-05T07:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","bizStep":"shipping",
                  "readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},"epcList":["urn:epc:id:sscc:0614141.1234567890"],
                  "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:0614141.00005.0"}]}]}}""");
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
        long head = SERVER.bean(EventLog.class).head();
        await().until(() -> SERVER.bean(ProjectionPositions.class).covers(head));
        String milk = client.get("/lots?tlc=MILK").body().at("/lots/0/lot_id").asString();

        try (Visit visit = Browser.shared().signedIn(key)) {
            visit.open("/compliance/lots/" + milk + "/who-to-call");
            assertThat(visit.find("main tbody tr").textContent())
                    .contains("0614141000050", "https://id.gs1.org/00/106141412345678908", "unit without a lot");
            visit.look("who-to-call-unit");
            visit.find("main tbody a[href*=find]").click();
            assertThat(visit.html()).contains("SSCC 106141412345678908");

            visit.open("/compliance/lots/" + milk + "/timeline");
            assertThat(visit.find(".lot-line > li:not(.fold)").last().textContent())
                    .as("the shipment stands by itself")
                    .contains(
                            "Shipping",
                            "GLN 0614141000050",
                            "https://id.gs1.org/00/106141412345678908 without a lot",
                            "no lot known");
            visit.look("timeline-unit");
            for (String tab : List.of("/map", "/print")) {
                visit.open("/compliance/lots/" + milk + tab);
                assertThat(visit.find("main").textContent())
                        .as("page " + tab)
                        .contains("GLN 0614141000050", "https://id.gs1.org/00/106141412345678908 without a lot");
            }
            visit.open("/compliance/lots/" + milk + "/map");
            assertThat(visit.find("main tbody a[href*=find]").count()).isOne();
            visit.look("map-unit");
        }
    }

    /** A lot that is on both sides of another, and one that was reworked into itself. */
    @Test
    void headCountsTheLotsOfACycleOnBothSides() throws Exception {
        UUID organisation = KEYS.organisation("Rework " + UUID.randomUUID());
        String key = KEYS.create(organisation, "recall desk", Set.of(Role.ADMIN));
        ApiClient client = new ApiClient(SERVER.baseUrl(), key);
        String made = """
                {"type":"TransformationEvent","eventTime":"2026-11-05T0%d:00:00Z","eventTimeZoneOffset":"+00:00","bizStep":"commissioning",
                 "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.%s","quantity":50,"uom":"KGM"}],
                 "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.%s","quantity":50,"uom":"KGM"}]}""";
        Answer posted = client.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
                 "creationDate":"2026-11-06T00:00:00Z","epcisBody":{"eventList":[%s,%s,%s]}}""".formatted(
                        made.formatted(1, "X", "Y"), made.formatted(2, "Y", "X"), made.formatted(3, "SELF", "SELF")));
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
        long head = SERVER.bean(EventLog.class).head();
        await().until(() -> SERVER.bean(ProjectionPositions.class).covers(head));
        String x = client.get("/lots?tlc=X").body().at("/lots/0/lot_id").asString();
        JsonNode self = client.get("/lots?tlc=SELF").body().at("/lots/0");

        try (Visit visit = Browser.shared().signedIn(key)) {
            visit.open("/compliance/lots/" + x + "/timeline");
            assertThat(visit.find(".lot-figures").textContent())
                    .contains("1 lot and itself", "50 kilograms of it used")
                    .doesNotContain("Nothing was made of it");
            String uri = URLEncoder.encode(self.get("class").asString(), UTF_8);
            visit.open(
                    "/compliance/lots/" + self.get("lot_id").asString() + "/lineage?view=table&sel=" + uri + "+" + uri);
            assertThat(visit.html()).contains("TransformationEvent");
        }
    }

    @Test
    void whoToCallIsSortedOnRequestAndComesAsCsv() {
        try (Visit visit = Browser.shared().signedIn(query)) {
            visit.open(page("/who-to-call?sort=first&order=descending"));
            assertThat(visit.find("th[aria-sort=descending]").textContent()).contains("First");
            assertThat(visit.find("tbody tr").first().textContent()).contains("5 Nov 2026");
            assertThat(visit.find("tbody tr").last().textContent()).contains("2 Nov 2026");
            APIResponse csv = visit.page().context().request().get(SERVER.baseUrl() + page("/who-to-call.csv"));
            assertThat(csv.headers().get("content-disposition"))
                    .contains("who-to-call-01_19521101002000_10_MLP306A.csv");
            assertThat(csv.text())
                    .startsWith("\uFEFF\"role\",\"shipment_names_it\"")
                    .contains(
                            "\"consignee\",\"yes\",\"Central Valley Distribution\",\"+1 209 555 0178\",\"9521101000184\"")
                    .contains("\"1800\",\"cases\"");
            APIResponse lineage = visit.page().context().request().get(SERVER.baseUrl() + page("/lineage.csv"));
            assertThat(lineage.text()).startsWith("\uFEFF\"");
            assertThat(lineage.headers().get("content-type")).isEqualTo("text/csv;charset=UTF-8");
        }
    }

    @Test
    void everyTabSaysThatItShowsAnEarlierTime() throws IOException {
        long declared = new ApiClient(SERVER.baseUrl(), admin)
                .get("/lots/" + lot + "/changes")
                .body()
                .get("changes")
                .valueStream()
                .filter(change -> change.get("cause").asString().equals("correction"))
                .mapToLong(change -> change.get("log_position").asLong())
                .max()
                .orElse(30);
        try (Visit visit = Browser.shared().signedIn(query)) {
            visit.open(page("/gaps?as_of=" + (declared - 1)));
            assertThat(visit.find(".lot-past").textContent())
                    .contains("You see what was known on", "An export is made of what is known now");
            assertThat(visit.find(".tabs a").first().getAttribute("href")).endsWith("?as_of=" + (declared - 1));
            visit.find(".lot-past a").click();
            visit.page().waitForURL(url -> url.endsWith("/gaps"));
            assertThat(visit.find(".lot-past").count()).isZero();
        }
    }

    @Test
    void tabOfFindingsCountsWhatItsPageLists() {
        try (Visit visit = Browser.shared().signedInWithoutScript(query)) {
            visit.open(page("/findings"));
            int listed = visit.find(".lot-finding").count();
            assertThat(visit.find("section:has(#others-title) .lot-finding").count())
                    .as("of other lots of the trace")
                    .isPositive()
                    .isLessThan(listed);
            for (String tab : List.of("/findings", "/timeline")) {
                visit.open(page(tab));
                assertThat(visit.find(".tabs").textContent()).as(tab).contains("Findings (" + listed + ")");
            }
        }
    }

    @Test
    void lotWhoseOnlyEventWasDeclaredAnErrorSaysThatNothingStands() {
        String key = KEYS.create(KEYS.organisation("Withdrawn " + UUID.randomUUID()), "desk", Set.of(Role.ADMIN));
        ApiClient client = new ApiClient(SERVER.baseUrl(), key);
        String event = """
                {"type":"ObjectEvent","eventID":"urn:uuid:%s","action":"ADD","eventTime":"2026-11-05T06:00:00Z","eventTimeZoneOffset":"+00:00",
                 "bizStep":"commissioning","readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},%%s
                 "quantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.NEVER","quantity":50,"uom":"KGM"}]}""".formatted(UUID.randomUUID());
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
                 "creationDate":"2026-11-06T00:00:00Z","epcisBody":{"eventList":[%s]}}""";
        String first = client.capture(document.formatted(event.formatted(""))).text("captureID");
        long known = client.captureJob(first).body().get("log_position").asLong();
        client.capture(document.formatted(event.formatted(
                "\"errorDeclaration\":{\"declarationTime\":\"2026-11-06T00:00:00Z\",\"reason\":\"incorrect_data\"},")));
        String never = client.get("/lots?tlc=NEVER").body().at("/lots/0/lot_id").asString();
        String said = "The only event of this lot was declared an error. Nothing that it said stands.";

        try (Visit visit = Browser.shared().signedIn(key)) {
            for (String tab : List.of("/timeline", "/gaps", "/balance", "/print")) {
                visit.open("/compliance/lots/" + never + tab);
                assertThat(visit.find("main").textContent())
                        .as(tab)
                        .contains(said, "No event stands")
                        .doesNotContain("100 %", "known then", "No gaps");
                visit.look("lot-withdrawn" + tab.replace('/', '-'));
            }
            visit.open("/compliance/lots");
            assertThat(visit.find("tbody tr").textContent()).contains("NEVER", "Every event declared an error");
            visit.open("/compliance/lots/" + never + "/timeline?as_of=" + known);
            assertThat(visit.find("main").textContent())
                    .contains("You see what was known on", "1 event")
                    .doesNotContain(said);
        }
    }

    @Test
    void exportIsOfferedToWhoMayExport() {
        try (Visit visit = Browser.shared().signedIn(admin)) {
            visit.open(page("/balance"));
            assertThat(visit.find("form[action$='/exports'] input[name=direction]:checked")
                            .getAttribute("value"))
                    .isEqualTo("both");
            assertThat(visit.find("form[action$='/exports'] input[name=_csrf]").count())
                    .isEqualTo(1);
            assertThat(visit.find(".lot-equation").textContent())
                    .isEqualTo("400 produced = 200 used + 20 in transit + 180 on hand, in cases");
        }
        try (Visit visit = Browser.shared().signedIn(query)) {
            visit.open(page("/balance"));
            assertThat(visit.find("form[action$='/exports']").count()).isZero();
        }
    }

    @Test
    void eventIsALinkForWhoMayOpenIt() {
        UUID ofTheLot = KEYS.byId(admin.split("_")[1], Instant.EPOCH, null)
                .orElseThrow()
                .organisation();
        String exporter = KEYS.create(ofTheLot, "exporter", Set.of(Role.EXPORT));
        for (String tab : List.of("/timeline", "/gaps", "/findings", "/lineage?view=table")) {
            try (Visit visit = Browser.shared().signedIn(exporter)) {
                visit.open(page(tab));
                assertThat(visit.find("main a[href*='/compliance/events/']").count())
                        .as(tab)
                        .isZero();
            }
        }
        try (Visit visit = Browser.shared().signedIn(query)) {
            visit.open(page("/timeline"));
            assertThat(visit.find("main a[href*='/compliance/events/']").count())
                    .isPositive();
        }
    }

    @Test
    void lotOfAnotherOrganisationIsAPageThatNeverWas() {
        UUID other = KEYS.organisation("Other " + UUID.randomUUID());
        String theirs = KEYS.create(other, "reader", Set.of(Role.QUERY));
        try (Visit visit = Browser.shared().signedIn(theirs)) {
            for (String tab :
                    List.of("/timeline", "/gaps", "/who-to-call", "/who-to-call.csv", "/map", "/print", "/figures")) {
                assertThat(visit.openRefused(page(tab)).status()).as(tab).isEqualTo(404);
            }
            assertThat(visit.openRefused("/compliance/lots/" + lot + "/timeline?page=abc")
                            .status())
                    .isEqualTo(422);
            assertThat(visit.find("h1").textContent()).isEqualTo("This cannot be shown");
            String never = "/compliance/lots/" + "2".repeat(22) + "/gaps";
            visit.openRefused(page("/gaps"));
            String one = visit.find("main").innerHTML().replace(lot, "id");
            visit.openRefused(never);
            assertThat(visit.find("main").textContent())
                    .contains("Search for its lot code, or look under Lots.")
                    .doesNotContain("GET /");
            assertThat(visit.find("main").innerHTML().replace("2".repeat(22), "id"))
                    .isEqualTo(one);
            assertThat(visit.openRefused("/compliance/events/urn:uuid:5a1ad000-0000-4000-8000-000000000012")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void eventDeclaredAnErrorSaysSoAndNamesItsCorrection() {
        try (Visit visit = Browser.shared().signedIn(admin)) {
            visit.open("/compliance/events/urn:uuid:5a1ad000-0000-4000-8000-000000000011");
            assertThat(visit.find(".note.err").textContent()).contains("Declared an error on", "Incorrect data");
            visit.find(".note.err a").click();
            visit.page().waitForURL(url -> url.endsWith("000000000012"));
            assertThat(visit.find(".note.info").textContent()).contains("This event corrects");
            assertThat(visit.find("main").textContent())
                    .contains("Sent by", "recall desk", "BOL-9013", "ni:///sha-256;", "\"bizStep\" : \"shipping\"");
            assertThat(visit.find("#read-title ~ table, .card:has(#read-title) tbody")
                            .first()
                            .textContent())
                    .contains("MLP306A", "Shipping");
            assertThat(visit.openRefused("/compliance/events/urn:uuid:5a1ad000-0000-4000-8000-000000000012;x")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void nameAndStreetOfOthersTurnNothingRoundBesideThem() throws IOException {
        String key = KEYS.create(KEYS.organisation("Turned " + UUID.randomUUID()), "desk", Set.of(Role.ADMIN));
        ApiClient client = new ApiClient(SERVER.baseUrl(), key);
        String turned = STORE_WITHOUT_DESCRIPTION
                .replace("Central Valley Distribution", "Central \u202eyellaV")
                .replace("3450 Paradise Road", "3450 \u2067Road\u200f");
        assertThat(client.capture(turned).status()).isEqualTo(202);
        String shipped =
                client.get("/lots?tlc=MLP306A").body().at("/lots/0/lot_id").asString();

        try (Visit visit = Browser.shared().signedInWithoutScript(key)) {
            for (String tab : List.of("/timeline", "/gaps", "/map", "/print")) {
                visit.open("/compliance/lots/" + shipped + tab);
                assertThat(visit.html())
                        .as("page " + tab)
                        .contains("Central yellaV")
                        .doesNotContainPattern("[\u200f\u202e\u2067]");
            }
            assertThat(visit.find("main").textContent()).contains("3450 Road, Tracy, CA 95304, US");
        }
    }

    @Test
    void namesOfOthersAreTextAndALargeTraceIsWorkedOutAfterThePage() throws IOException {
        UUID organisation = KEYS.organisation("Hostile " + UUID.randomUUID());
        String key = KEYS.create(organisation, "<script>alert(1)</script>", Set.of(Role.ADMIN));
        String hostile =
                "<script>alert(1)</script>\\\"><svg onload=alert(2)>${7*7}[[${7*7}]]\u202e" + "long".repeat(300);
        String outputs = IntStream.range(0, 101)
                .mapToObj(i -> "{\"epcClass\":\"urn:epc:class:lgtin:0614141.107346.O%d\",\"quantity\":1,\"uom\":\"CS\"}"
                        .formatted(i))
                .collect(Collectors.joining(","));
        ApiClient client = new ApiClient(SERVER.baseUrl(), key);
        Answer posted = client.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
                 "creationDate":"2026-11-06T00:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                  {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00002.0","attributes":[
                   {"id":"urn:epcglobal:cbv:mda#name","attribute":"%1$s"},{"id":"urn:epcglobal:cbv:mda#telephone","attribute":"javascript:alert(3)"}]}]},
                  {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[{"id":"urn:epc:idpat:sgtin:0614141.107346.*","attributes":[
                   {"id":"urn:epcglobal:cbv:mda#descriptionShort","attribute":"%1$s"}]}]}]}},
                 "epcisBody":{"eventList":[{"type":"TransformationEvent","eventID":"urn:uuid:%2$s","eventTime":"2026-11-05T06:10:00-08:00",
                  "eventTimeZoneOffset":"-08:00","bizStep":"commissioning","readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},
                  "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.IN","quantity":101,"uom":"CS"}],
                  "outputQuantityList":[%3$s]}]}}""".formatted(hostile, UUID.randomUUID(), outputs));
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
        long head = SERVER.bean(EventLog.class).head();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> SERVER.bean(ProjectionPositions.class).covers(head));
        String input = client.get("/lots?tlc=IN").body().at("/lots/0/lot_id").asString();

        try (Visit visit = Browser.shared().signedIn(key)) {
            visit.open("/compliance/lots/" + input + "/balance");
            assertThat(visit.find("h1").textContent()).contains("<script>alert(1)</script>", "${7*7}");
            visit.page().waitForSelector(".lot-figures:not([hx-get])");
            assertThat(visit.find(".lot-figures").textContent())
                    .contains("101 lots")
                    .containsPattern("\\d %");
            for (String inline : List.of(".crumb span", ".lot-id code", ".tabs a"))
                assertThat((String) visit.find(inline).first().evaluate("e => getComputedStyle(e).unicodeBidi"))
                        .as("text from right to left turns nothing beside " + inline)
                        .isEqualTo("isolate");
            for (String tab : List.of("timeline", "gaps", "who-to-call", "findings", "map")) {
                visit.open("/compliance/lots/" + input + "/" + tab);
                assertThat(visit.find("main script, main [onload]").count())
                        .as(tab)
                        .isZero();
                assertThat(visit.html()).as("turned round by a name on " + tab).doesNotContain("\u202e");
                assertThat((int) visit.page()
                                .evaluate(
                                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as(tab)
                        .isLessThanOrEqualTo(0);
            }
            visit.open("/compliance/lots/" + input + "/gaps");
            assertThat(visit.find(".lot-gaps tbody tr").allTextContents())
                    .as("an element that all the lots of an event lack is one element to ask for")
                    .filteredOn(row -> row.contains("Reference Document Number"))
                    .singleElement()
                    .asString()
                    .contains("(10)O0, ", " and 97 more");
        }
    }
}
