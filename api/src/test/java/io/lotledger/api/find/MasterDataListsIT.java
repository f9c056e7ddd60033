package io.lotledger.api.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of places and products: what the rule still needs of each, also of those that nobody has described. */
@SuppressWarnings("NullAway.Init") // set before each test
class MasterDataListsIT {
    private SampleChain chain;

    @BeforeEach
    void start() throws Exception {
        chain = new SampleChain(LotledgerServer.shared());
        chain.captureEvents("""
                {"type":"ObjectEvent","action":"OBSERVE","eventID":"urn:uuid:11111111-0000-4000-8000-000000000001",
                 "eventTime":"2026-11-09T10:00:00Z","eventTimeZoneOffset":"+00:00","bizStep":"shipping","epcList":[],
                 "quantityList":[{"epcClass":"https://id.gs1.org/01/00614141073467/10/NEW-1","quantity":5,"uom":"XCS"}],
                 "readPoint":{"id":"urn:epc:id:sgln:0614141.00009.0"},
                 "destinationList":[{"type":"location","destination":"https://partner.example/stores/7"}]}""");
        chain.awaitTables();
    }

    private JsonNode all(String list) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        while (true) {
            Answer page = chain.admin.query("/masterdata/" + list + "?per_page=3" + token);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.body().get(list).forEach(all::add);
            JsonNode next = page.body().get("next_page_token");
            if (next.isNull()) break;
            token = "&next_page_token=" + next.asString();
        }
        JsonNode once = chain.admin
                .query("/masterdata/" + list + "?per_page=500")
                .body()
                .get(list);
        assertThat(all).as("page by page").isEqualTo(once.valueStream().toList());
        return once;
    }

    private static JsonNode of(JsonNode list, String member, String key) {
        return list.valueStream()
                .filter(one -> one.path(member).asString("").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> missing(JsonNode one) {
        return one.get("missing")
                .valueStream()
                .map(gap -> gap.get("element").asString())
                .toList();
    }

    @Test
    void placesOfMostLotsComeFirstWithWhatIsMissing() {
        JsonNode places = all("locations");

        List<Long> lots =
                places.valueStream().map(place -> place.get("lots").asLong()).toList();
        assertThat(lots)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a))
                .first()
                .isNotEqualTo(0L);
        JsonNode packer = of(places, "gln", "9521101000153");
        assertThat(packer.get("name").asString()).isEqualTo("Monterey Leaf Packers");
        assertThat(packer.get("lots").asLong()).isEqualTo(4);
        assertThat(missing(packer)).isEmpty();

        JsonNode unknown = of(places, "gln", "0614141000098");
        assertThat(unknown.get("described").asBoolean()).isFalse();
        assertThat(unknown.get("name").isNull()).isTrue();
        assertThat(unknown.get("lots").asLong()).isEqualTo(1);
        assertThat(missing(unknown))
                .containsExactly(
                        "business name",
                        "phone number",
                        "street address or coordinates",
                        "city",
                        "state or region",
                        "zip or postal code",
                        "country");
        assertThat(unknown.at("/missing/1/cfr").asString()).isEqualTo("21 CFR 1.1310, location description");
        assertThat(unknown.at("/missing/2/attributes/0").asString()).isEqualTo("streetAddressOne");
        JsonNode byUri = of(places, "uri", "https://partner.example/stores/7");
        assertThat(byUri.get("gln").isNull()).isTrue();
    }

    @Test
    void describingAPlaceEndsItsGaps() {
        String path = "/masterdata/locations/0614141000098";
        chain.put(path, """
                {"attributes":{"name":"Dock Nine","telephone":"+1 555 0100","latitude":"36.6","longitude":"-121.6","city":"Salinas"}}""");
        chain.awaitTables();

        JsonNode place = of(all("locations"), "gln", "0614141000098");
        assertThat(place.get("described").asBoolean()).isTrue();
        assertThat(place.get("name").asString()).isEqualTo("Dock Nine");
        assertThat(missing(place)).containsExactly("state or region", "zip or postal code", "country");
        assertThat(chain.admin
                        .get("/find?q=dock%20nine")
                        .body()
                        .at("/results/0/id")
                        .asString())
                .isEqualTo("0614141000098");
    }

    @Test
    void productsThatNobodyDescribedAreListedAndThoseWithoutLotsToo() {
        chain.put("/masterdata/products/00614141000036", "{\"attributes\":{\"productName\":\"Unused\"}}");
        chain.awaitTables();

        JsonNode products = all("products");
        JsonNode unknown = of(products, "gtin", "00614141073467");
        assertThat(unknown.get("described").asBoolean()).isFalse();
        assertThat(missing(unknown)).contains("product name", "packaging size", "packaging style");
        JsonNode unused = of(products, "gtin", "00614141000036");
        assertThat(unused.get("lots").asLong()).isZero();
        assertThat(missing(unused)).containsExactly("packaging size", "packaging style");
        assertThat(of(products, "gtin", "19521101002000").get("lots").asLong()).isEqualTo(2);
    }

    @Test
    void listsAreOfTheOrganisationAndOfTheRolesThatReadMasterData() throws Exception {
        assertThat(chain.with(Role.QUERY).query("/masterdata/locations").status())
                .isEqualTo(200);
        assertThat(chain.with(Role.AUDIT).query("/masterdata/locations").status())
                .isEqualTo(403);
        assertThat(chain.admin.query("/masterdata/products?next_page_token=abc").status())
                .isEqualTo(422);
        assertThat(chain.admin.query("/masterdata/products?perpage=1").toString())
                .contains("did you mean 'per_page'");
        ApiClient other = new SampleChain(LotledgerServer.shared()).with(Role.ADMIN);
        assertThat(other.query("/masterdata/locations?per_page=500").toString()).doesNotContain("0614141000098");
    }
}
