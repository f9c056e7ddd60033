package io.lotledger.api.dashboard.find;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.find.SampleChain;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The box that finds anything, the list of lots, and the pages of places and products. */
@SuppressWarnings("NullAway.Init") // set before all tests
class FindPageIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static SampleChain chain;
    private static String admin;
    private final Browser browser = Browser.shared();

    @BeforeAll
    static void capture() throws Exception {
        chain = new SampleChain(SERVER);
        admin = key(Role.ADMIN);
    }

    private static String key(Role... roles) {
        return SERVER.bean(ApiKeys.class).create(chain.organisation, "recall-desk", Set.of(roles));
    }

    @Test
    void readerTypesSeesAndGoesThereByKeyboard() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/find");
            visit.look("find-help");
            Page page = visit.page();
            page.keyboard().press("/");
            page.keyboard().type("mlp");
            Locator options = visit.find("#found [role=option]");
            options.first().waitFor();
            assertThat(options.allTextContents())
                    .anySatisfy(option -> assertThat(option).contains("MLP306A"));
            assertThat(visit.find("#status").textContent()).isEqualTo("2 results");
            assertThat(visit.find("#q").getAttribute("aria-expanded")).isEqualTo("true");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            String active = visit.find("#q").getAttribute("aria-activedescendant");
            assertThat(visit.find("#" + active).getAttribute("aria-selected")).isEqualTo("true");
            assertThat(visit.find("#" + active).textContent()).contains("MLP306B");
            visit.look("find-listbox");

            page.keyboard().press("Escape");
            assertThat(visit.find("#q").getAttribute("aria-expanded")).isEqualTo("false");
            assertThat(visit.find("#q").inputValue()).isEqualTo("mlp");
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.endsWith("/compliance/find?q=mlp"));
            assertThat(visit.find("h1").textContent()).contains("Found for “mlp”");
        }
    }

    @Test
    void oneExactResultIsOpenedAtOnce() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.expecting("status of 404")
                    .page()
                    .navigate(SERVER.baseUrl() + "/compliance/find?q=%5DC1011952110100200010MLP306A");
            assertThat(visit.page().url()).contains("/compliance/lots/");
        }
    }

    @Test
    void pageSaysWhatItUnderstoodAndWhatElseToTry() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/find?q=9521101000153");
            assertThat(visit.find("main").textContent())
                    .contains("Understood as: GTIN-13 or GLN 9521101000153")
                    .contains("Monterey Leaf Packers")
                    .contains("Came in");
            visit.look("find-place");
            visit.open("/compliance/find?q=HFK308-22");
            assertThat(visit.find("main").textContent())
                    .contains("Nothing found for “HFK308-22”")
                    .contains("HFK308-2 is close");
            visit.open("/compliance/find?q=(01)19521101002000(10)mlp306a");
            assertThat(visit.find("main").textContent()).contains("MLP306A");
            visit.look("find-nothing");
            String hostile = "%22%3E%3Csvg%20onload%3D1%3E" + "x".repeat(900) + "%E2%80%AE";
            visit.open("/compliance/find?q=" + hostile);
            visit.look("find-long");
        }
    }

    @Test
    void auditorFindsJobsAndNoLots() {
        try (Visit visit = browser.signedIn(key(Role.AUDIT))) {
            visit.open("/compliance/find?q=MLP306A");
            assertThat(visit.find("main").textContent())
                    .contains("This key finds export jobs")
                    .doesNotContain("Packers");
            assertThat(visit.openRefused("/compliance/lots").status()).isEqualTo(403);
            assertThat(visit.openRefused("/compliance/places").status()).isEqualTo(403);
        }
    }

    @Test
    void withoutScriptTheBoxLeadsToThePage() {
        try (Visit visit = browser.signedInWithoutScript(admin)) {
            visit.open("/compliance/find");
            visit.find("#q").fill("MLP");
            visit.find("#q").press("Enter");
            visit.page().waitForURL(url -> url.endsWith("find?q=MLP"));
            assertThat(visit.find("main").textContent()).contains("MLP306A").contains("MLP306B");
        }
    }

    @Test
    void lotsAreListedByFoodPlaceAndScore() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/lots");
            assertThat(visit.find("tbody tr").count()).isBetween(6, 7); // another test names one more
            assertThat(visit.find("main").textContent()).contains("MLP306A").contains("elements");
            visit.look("lots");
            visit.find("#food").selectOption("19521101002000");
            visit.find("form.filters button").click();
            visit.page().waitForURL(url -> url.contains("food=19521101002000"));
            assertThat(visit.find("tbody tr").count()).isEqualTo(2);
            visit.open("/compliance/lots?place=9521101000153&food=19521101002000&score=gaps");
            assertThat(visit.find("main").textContent()).contains("None of the 2 lots looked at lacks an element.");
            visit.open("/compliance/lots?place=nowhere");
            assertThat(visit.find("main").textContent()).contains("No lot matches");
        }
    }

    @Test
    void daysOfALotAreThoseOfItsPlacesWhereverTheReaderIs() {
        try (Visit visit = browser.signedInWithoutScript(admin)) {
            visit.open("/compliance/lots");
            String days = visit.find("tbody tr:has-text('MLP306A') td[data-label=Events]")
                    .textContent();
            visit.page()
                    .context()
                    .addCookies(List.of(
                            new Cookie("ll_zone", "Pacific%2FKiritimati").setUrl(SERVER.baseUrl() + "/compliance/")));
            visit.open("/compliance/lots");
            assertThat(visit.find("tbody tr:has-text('MLP306A') td[data-label=Events]")
                            .textContent())
                    .isEqualTo(days)
                    .contains("3 Nov 2026");
        }
    }

    @Test
    void placeIsDescribedAndItsGapsGo() {
        chain.captureEvents("""
                {"type":"ObjectEvent","action":"OBSERVE","eventID":"urn:uuid:%s","eventTime":"2026-11-09T10:00:00Z",
                 "eventTimeZoneOffset":"+00:00","bizStep":"shipping","epcList":[],
                 "quantityList":[{"epcClass":"https://id.gs1.org/01/00614141073467/10/NEW-1","quantity":5,"uom":"XCS"}],
                 "readPoint":{"id":"urn:epc:id:sgln:0614141.00009.0"},
                 "destinationList":[{"type":"location","destination":"https://partner.example/stores/7"}]}""".formatted(UUID.randomUUID()));
        chain.awaitTables();
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/places");
            assertThat(visit.find("main").textContent())
                    .contains("Nobody has described it")
                    .contains("GLN 0614141000098")
                    .contains("https://partner.example/stores/7");
            visit.look("places");
            visit.find("#key").fill("0614141000099");
            visit.expecting("status of 422").find("form.filters button").click();
            assertThat(visit.find("#key-fault").textContent()).contains("its check digit should be 8");
            visit.find("#key").fill("0 614141 00009 8");
            visit.find("form.filters button").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/places/0614141000098"));
            visit.look("place-unknown");

            visit.find("#f-name").fill("Dock Nine <script>");
            visit.find("#f-latitude").fill("136");
            visit.find("#f-countryCode").fill("United States");
            visit.find("form .btn.go").click();
            assertThat(visit.find("#e-latitude").textContent()).contains("from -90 to 90");
            assertThat(visit.find("#e-countryCode").textContent()).contains("two-letter country code");
            assertThat(visit.find("#f-name").inputValue()).isEqualTo("Dock Nine <script>");
            visit.look("place-faults");
            visit.find("#f-latitude").fill("36.6");
            visit.find("#f-longitude").fill("-121.6");
            visit.find("#f-countryCode").fill("US");
            visit.find("#f-telephone").fill("+1 831 555 0100");
            visit.find("form .btn.go").click();
            visit.page().waitForURL(url -> url.contains("?kept="));
            assertThat(visit.find("h1").textContent()).isEqualTo("Dock Nine <script>");
            assertThat(visit.find("main").textContent())
                    .contains("Kept, at log position")
                    .contains("Zip or postal code")
                    .doesNotContain("Phone number21 CFR");
            visit.look("place-kept");
        }
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            visit.open("/compliance/places/9521101000153");
            assertThat(visit.find("main").textContent()).contains("+1 831 555 0145");
            assertThat(visit.find("main form").count()).isZero();
            assertThat(visit.openRefused("/compliance/places/4012345000009").status())
                    .isEqualTo(404);
            APIResponse forged = visit.page()
                    .context()
                    .request()
                    .post(
                            SERVER.baseUrl() + "/compliance/places/9521101000153",
                            RequestOptions.create().setForm(FormData.create().set("name", "x")));
            assertThat(forged.status()).isEqualTo(403);
        }
    }

    @Test
    void manyArePastedAndCheckedBeforeTheyAreKept() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.expecting("status of 422").open("/compliance/products/paste");
            visit.find("#text").fill("""
                    gtin\tProduct name\tsize\tstyle
                    00614141000036\tRomaine, chopped\t12 x 10 oz\tcase
                    614141000037\tBad digit\t\t
                    """);
            visit.find("form.stack .btn.go").click();
            assertThat(visit.find("main").textContent())
                    .contains("1 line has a fault")
                    .contains("its check digit should be 6");
            visit.look("products-paste");
            visit.find("#text")
                    .fill("gtin,Product name,size,style\n00614141000036,\"Romaine, chopped\",12 x 10 oz,case\n");
            visit.find("form.stack .btn.go").click();
            visit.find("button[name=keep]").waitFor();
            assertThat(visit.find("main").textContent()).contains("1 product, no fault");
            visit.find("button[name=keep]").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/products?kept=1"));
            visit.open("/compliance/products/00614141000036");
            assertThat(visit.find("h1").textContent()).isEqualTo("Romaine, chopped");
            assertThat(visit.find("main").textContent())
                    .contains("Nothing. Every element of the description is there.");
            visit.look("product");
            visit.open("/compliance/products");
            visit.look("products");
        }
    }
}
