package io.lotledger.api.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionPositions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

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
              "destinationList":[{"type":"location","destination":"https://id.gs1.org/414/9521101000993"}]}]}}""".formatted(
                    String.join(
                            ",",
                            at("9521101000153", "Monterey Leaf Packers", "+1 831 555 0145", "1200 Harkins Road", "Salinas", "93901", 36.66, -121.61),
                            at("9521101000184", "Central Valley Distribution", "+1 209 555 0178", "3450 Paradise Road", "Tracy", "95304", 37.74, -121.43),
                            at("9521101000177", "Harborview Fresh Kitchens", "+1 916 555 0167", "7800 Fruitridge Road", "Sacramento", "95820", 38.53, -121.42)));

    private static String at(
            String gln, String name, String phone, String street, String city, String zip, double latitude, double longitude) {
        return """
                {"id":"https://id.gs1.org/414/%s","attributes":[{"id":"cbvmda:name","attribute":"%s"},{"id":"cbvmda:telephone","attribute":"%s"},
                 {"id":"cbvmda:streetAddressOne","attribute":"%s"},{"id":"cbvmda:city","attribute":"%s"},{"id":"cbvmda:state","attribute":"CA"},
                 {"id":"cbvmda:postalCode","attribute":"%s"},{"id":"cbvmda:countryCode","attribute":"US"},
                 {"id":"cbvmda:latitude","attribute":"%s"},{"id":"cbvmda:longitude","attribute":"%s"}]}""".formatted(
                        gln, name, phone, street, city, zip, latitude, longitude);
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
            assertThat(client.captureJob(posted.text("captureID")).body().get("success").asBoolean())
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
                assertThat(visit.find(".tabs [aria-current=page]").getAttribute("href")).isEqualTo(page("/" + tab));
                visit.look("lot-" + tab);
            }
            visit.open(page("/print"));
            visit.look("lot-print");
            visit.open("/compliance/events/urn:uuid:5a1ad000-0000-4000-8000-000000000012");
            assertThat(visit.find("main").textContent()).contains("This event corrects");
            visit.look("event");
        }
    }
}
