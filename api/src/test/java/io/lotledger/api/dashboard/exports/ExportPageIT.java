package io.lotledger.api.dashboard.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.lotledger.api.ApiClient;
import io.lotledger.api.Effort;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.exports.FakeTraces;
import io.lotledger.api.exports.MovableServerClock;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.job.Maker;
import io.lotledger.projections.lineage.Lot;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pages of exports in a browser: asking, waiting, a failure, the auditor's replay, and a server that goes away. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ExportPageIT {
    private static final Pattern JOB = Pattern.compile(".*/compliance/exports/([2-9A-HJ-NP-Za-km-z]{22})");

    private static Path data;
    private static int port;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static UUID organisation;

    private final Browser browser = Browser.shared();

    @BeforeAll
    static void start() throws IOException {
        data = LotledgerServer.newDataDirectory();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        startServer();
        organisation = server.bean(ApiKeys.class).organisation("Central Valley Distribution");
    }

    private static void startServer() {
        server = LotledgerServer.start(
                data,
                List.of(
                        "server.port=" + port,
                        "lotledger.export.first-backoff=200ms",
                        "lotledger.export.lease=3s",
                        "lotledger.export.heartbeat=1s"),
                FakeTraces.class,
                MovableServerClock.class);
        traces = server.bean(FakeTraces.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private static String key(String name, Role... roles) {
        return server.bean(ApiKeys.class).create(organisation, name, Set.of(roles));
    }

    private static ApiClient api(Role... roles) {
        return new ApiClient(server.baseUrl(), key("test", roles));
    }

    private Visit visit(String key) {
        return browser.signedIn(key, server.baseUrl());
    }

    /** Presses Export on the page of a lot, of which this test has the form only. */
    private static String ask(Visit visit, Lot lot) {
        Page page = visit.page();
        page.navigate(server.baseUrl() + "/compliance/exports/new");
        page.evaluate(
                "url => { const form = document.createElement('form'); form.method = 'post'; form.action = url;"
                        + " form.append(document.querySelector('main input[name=_csrf]')); document.body.append(form);"
                        + " form.submit(); }",
                "/compliance/lots/" + lot.shortId() + "/exports");
        return job(page);
    }

    private static String job(Page page) {
        page.waitForURL(JOB);
        Matcher found = JOB.matcher(page.url());
        assertThat(found.matches()).isTrue();
        return found.group(1);
    }

    private static String delivered(Lot lot) {
        ApiClient client = api(Role.EXPORT);
        return await().until(
                        () -> client.get("/lots/" + lot.shortId() + "/fda-export"), answer -> answer.status() == 200)
                .text("job_short_id");
    }

    private static String text(Visit visit, String selector) {
        return visit.find(selector).textContent().replaceAll("\\s+", " ").strip();
    }

    @Test
    void recallDeskAsksWaitsAndDownloads() {
        Lot lot = traces.newLot(organisation);
        traces.report(lot, 5_000, 8_120);
        traces.hold(lot);
        try (Visit visit = visit(key("recall-desk", Role.EXPORT))) {
            String job = ask(visit, lot);
            assertThat(ask(visit, lot)).as("a second click").isEqualTo(job);
            visit.find(".job-steps .now progress").waitFor();
            assertThat(text(visit, ".job-steps .now")).contains("Writing", "5,000 of 8,120 rows");
            assertThat(text(visit, ".job-clock")).contains("left");
            assertThat(visit.find("main form, #job-live a").count())
                    .as("nothing to press yet")
                    .isZero();
            visit.look("export-writing");

            visit.page().evaluate("document.body.dataset.sameDocument = 'yes'");
            traces.letGo(lot);
            visit.find("#job-actions .go").waitFor();
            assertThat(visit.find("body[data-same-document]").count()).isOne();
            assertThat(text(visit, "#status")).isEqualTo("The workbook is delivered.");
            assertThat(text(visit, "#job-line")).contains("Delivered", "Asked for by recall-desk");
            assertThat(visit.find("[data-tick]").count()).as("looks again").isZero();
            assertThat(text(visit, ".tabs")).as("the replay is the auditor's").doesNotContain("Replay");
            visit.look("export-delivered");

            APIResponse file = download(visit, job);
            assertThat(file.status()).isEqualTo(302);
            assertThat(file.headers().get("location")).contains("X-Amz-Signature=");
            assertThat(api(Role.EXPORT)
                            .get("/exports/" + job)
                            .body()
                            .get("download_count")
                            .asInt())
                    .isEqualTo(1);

            visit.find(".seg button").click();
            String fdaOnly = job(visit.page());
            assertThat(fdaOnly).isNotEqualTo(job);
            assertThat(text(visit, "#job-line")).contains("FDA’s sheets only");
            visit.open("/compliance/exports?status=delivered&lot=" + lot.shortId());
            assertThat(text(visit, "tbody tr:first-child")).contains("both directions");
        }
    }

    /** A form that the page does not have, with the token of the page. */
    private static APIResponse post(Visit visit, String path) {
        String token = (String) visit.page().evaluate("document.querySelector('input[name=_csrf]').value");
        return visit.page()
                .context()
                .request()
                .post(
                        server.baseUrl() + path,
                        RequestOptions.create()
                                .setForm(FormData.create().set("_csrf", token))
                                .setMaxRedirects(0));
    }

    private static APIResponse download(Visit visit, String job) {
        return visit.page()
                .context()
                .request()
                .get(
                        server.baseUrl() + "/compliance/exports/" + job + "/download",
                        RequestOptions.create().setMaxRedirects(0));
    }

    @Test
    void linkForTheRegulatorIsShownOnceOpensWithoutAKeyAndIsRevoked() {
        Lot lot = traces.newLot(organisation);
        String job = delivered(lot);
        String links = "/compliance/exports/" + job + "/links";
        try (Visit desk = visit(key("recall-desk", Role.EXPORT));
                Visit fda = browser.stranger(server.baseUrl())) {
            desk.open("/compliance/exports/" + job);
            desk.find(".tabs a:last-child").click();
            desk.page().waitForURL(url -> url.endsWith(links));
            desk.find("#note").fill("FDA <b>Friday</b>");
            desk.find("main form .go").click();
            desk.find("#link-url").waitFor();
            String url = text(desk, "#link-url");
            assertThat(desk.find("[data-copy='" + url + "']").count()).isOne();
            assertThat(text(desk, "section[aria-label=Links] tbody tr"))
                    .contains("FDA <b>Friday</b>", "Not opened yet");
            desk.look("export-links");
            desk.page().reload();
            assertThat(text(desk, "main [role=status].note")).contains("The second time made no link");
            assertThat(desk.find("section[aria-label=Links] tbody tr").count()).isOne();

            String path = url.substring(server.baseUrl().toString().length());
            fda.open(path);
            assertThat(text(fda, "main"))
                    .contains("Records of lot", "Central Valley Distribution", "Export requested")
                    .doesNotContain("Friday");
            fda.find("form button").click();
            fda.find(".note[role=status]").waitFor();
            assertThat(text(fda, ".note[role=status]")).contains("The same.");
            fda.look("regulator");

            desk.open(links);
            assertThat(desk.html()).as("shown once").doesNotContain(url);
            assertThat(text(desk, "section[aria-label=Links] tbody tr")).contains("Opened");
            desk.find("section[aria-label=Links] form button").click();
            desk.find("section[aria-label=Links] td:has-text('by recall-desk') >> nth=0")
                    .waitFor();
            assertThat(text(desk, "section[aria-label=Links] tbody tr")).contains("Revoked");
            assertThat(fda.openRefused(path).status()).isEqualTo(404);
            assertThat(text(fda, "main")).startsWith("This link opens nothing");
            if (Effort.isFull()) fda.look("regulator-nothing");
        }
        try (Visit auditor = visit(key("auditor", Role.AUDIT))) {
            auditor.open(links);
            assertThat(auditor.find("main form[method=post]").count()).isZero();
            auditor.open("/compliance/exports/" + job + "?at=4");
            assertThat(text(auditor, ".ev")).contains("LinkOpened", "LinkRevoked", "the reader of link");
        }
    }

    @Test
    void formKeepsItsValuesAndShowsEachFaultAtItsField() {
        try (Visit visit = visit(key("recall-desk", Role.EXPORT))) {
            visit.open("/compliance/exports/new");
            visit.find("#tlcs").fill("HFK308-22\n\nHFK308-23");
            visit.find("#gtins").fill("12345");
            visit.find("#from").fill("2026-11-04");
            visit.find("#to").fill("2026-11-01");
            visit.find("text=What it came of").click();
            visit.expecting("422").find("main button[type=submit]").click();
            visit.find("#form-faults").waitFor();

            assertThat(text(visit, "#form-faults")).contains("No export was made. 4 faults stand at the fields below.");
            assertThat(text(visit, "#tlcs-e"))
                    .contains("Line 1: No lot is called HFK308-22.")
                    .contains("Line 3: No lot is called HFK308-23.");
            assertThat(text(visit, "#gtins-e")).isEqualTo("Line 1: '12345' is not a GTIN (8, 12, 13 or 14 digits).");
            assertThat(text(visit, "#to-e")).isEqualTo("The last day is before the first.");
            assertThat(visit.find("#tlcs").inputValue()).isEqualTo("HFK308-22\n\nHFK308-23");
            assertThat(visit.find("#from").inputValue()).isEqualTo("2026-11-04");
            assertThat(visit.find("input[value=backward]").isChecked()).isTrue();
            visit.look("exports-new");
        }
    }

    @Test
    @FullEffort
    void failureSaysWhatToDoAndIsAskedAgainOnce() {
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 5);
        String name = "\"><svg onload=alert(1)>${7*7}";
        try (Visit visit = visit(key(name, Role.EXPORT))) {
            String failed = ask(visit, lot);
            visit.find("#job-result button").waitFor();
            assertThat(text(visit, "#job-line")).contains("Failed", name);
            assertThat(text(visit, "#job-result")).contains("rendering_failed", "Ask again.");
            assertThat(visit.find(".setbacks li").count()).isEqualTo(4);
            visit.look("export-failed");

            visit.find("#job-result button").click();
            visit.page().waitForURL(url -> JOB.matcher(url).matches() && !url.endsWith(failed));
            String next = job(visit.page());
            visit.open("/compliance/exports/" + failed);
            visit.find("#job-result button").click();
            visit.page().waitForURL(url -> JOB.matcher(url).matches() && !url.endsWith(failed));
            assertThat(job(visit.page())).as("a second click").isEqualTo(next);
            visit.open("/compliance/exports").look("exports");
        }
    }

    @Test
    void auditorReplaysEachEventVerifiesAndChangesNothing() {
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 1);
        String job = delivered(lot);
        api(Role.EXPORT).get("/exports/" + job + "/download");
        ApiClient api = api(Role.AUDIT);
        String key = key("auditor", Role.AUDIT);
        try (Visit visit = visit(key)) {
            visit.open("/compliance/exports");
            assertThat(text(visit, "nav.side")).contains("Exports").doesNotContain("Lots");
            assertThat(text(visit, "main")).doesNotContain("New export");
            visit.open("/compliance/exports/" + job);
            assertThat(visit.find("main form[method=post], main a[href*=download], main a[href*='/lots/']")
                            .count())
                    .as("what an auditor may not do")
                    .isZero();
            assertThat(download(visit, job).status()).isEqualTo(403);
            for (String way : List.of("/again", "/sheets", "/links"))
                assertThat(post(visit, "/compliance/exports/" + job + way).status())
                        .as("an auditor at " + way)
                        .isEqualTo(403);

            assertVerified(visit);
            assertReplayed(visit, job, api);
            for (String format : List.of("csv", "json")) {
                assertThat(visit.page()
                                .context()
                                .request()
                                .get(server.baseUrl() + "/compliance/exports/" + job + "/history." + format + "?at=2")
                                .body())
                        .as(format)
                        .isEqualTo(api.get(
                                        "/exports/" + job + "/history?until_sequence=2",
                                        format.equals("csv") ? "text/csv" : "application/json")
                                .response()
                                .body());
            }
            assertThat(visit.page()
                            .context()
                            .request()
                            .get(server.baseUrl() + "/compliance/exports/list.csv")
                            .text())
                    .startsWith("\uFEFF\"job_short_id\"");
            assertThat(visit.openRefused("/compliance/exports/2222222222222222222222")
                            .status())
                    .isEqualTo(404);
            String nothing = text(visit, "main");
            visit.openRefused("/compliance/exports/" + strangersJob());
            assertThat(text(visit, "main")).as("another organisation's job").isEqualTo(nothing);
        }
        try (Visit visit = browser.signedInWithoutScript(key, server.baseUrl())) {
            visit.page().navigate(server.baseUrl() + "/compliance/exports/" + job + "?at=3");
            visit.find("#replay-older").click();
            assertThat(visit.page().url()).contains("at=2");
            assertThat(text(visit, "#replay-body")).contains("after event 2 of 5");
        }
    }

    private static String strangersJob() {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID strangers = keys.organisation("Strangers");
        Lot lot = traces.newLot(strangers);
        return new ApiClient(server.baseUrl(), keys.create(strangers, "test", Set.of(Role.EXPORT)))
                .get("/lots/" + lot.shortId() + "/fda-export")
                .text("job_short_id");
    }

    private static void assertVerified(Visit visit) {
        visit.find("#verify-form button").click();
        visit.find("#verification .note.ok").waitFor();
        assertThat(text(visit, "#verification")).contains("The same content.");
        assertThat(text(visit, "#status"))
                .as("POI dates the parts of its files")
                .isEqualTo("The same content.");
        traces.upgrade(new Maker("test", "build2"));
        try {
            visit.find("#verify-form button").click();
            visit.find("#verification table").waitFor();
            assertThat(text(visit, "#verification table")).contains("1 cell differs", "Shipping", "B1", "16");
            visit.look("export-verified");
            visit.page().reload();
            assertThat(text(visit, "#job-result")).contains("Another build of Lotledger made this workbook.");
        } finally {
            traces.downgrade();
            visit.page().reload();
        }
    }

    private static void assertReplayed(Visit visit, String job, ApiClient api) {
        visit.find(".tabs a:last-child").click();
        visit.page().waitForURL(url -> url.endsWith("?at=5"));
        assertThat(visit.find("main form[method=post], main a[href*=download]").count())
                .as("what would change the job")
                .isZero();
        for (int at = 5; at >= 0; at--) {
            if (at < 5) visit.page().keyboard().press("ArrowLeft");
            visit.find("#replay-body[data-at='" + at + "']").waitFor();
            assertThat(visit.page().url()).endsWith("?at=" + at);
            assertThat(shown(visit)).as("state after event " + at).isEqualTo(stateOf(api, job, at));
            if (at == 3) visit.look("export-replay");
        }
        assertThat(visit.find("#replay-older").getAttribute("href")).isNull();
        assertThat(text(visit, ".ev li:nth-child(3)")).contains("AttemptFailed", "rendering_failed");
        visit.find("#payload-2").click();
        assertThat(text(visit, ".ev li:nth-child(3) pre")).contains("\"attempt\" : 1");
    }

    private static Map<String, String> shown(Visit visit) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Locator row : visit.find(".state tbody tr").all()) {
            Locator value = row.locator(".val");
            if (value.count() > 0) shown.put(row.locator("th").textContent(), value.textContent());
        }
        return shown;
    }

    private static Map<String, String> stateOf(ApiClient api, String job, int at) {
        Map<String, String> state = new LinkedHashMap<>();
        api.get("/exports/" + job + "/history?until_sequence=" + at)
                .body()
                .get("state")
                .properties()
                .forEach(member -> add(state, member.getKey(), member.getValue()));
        return state;
    }

    private static void add(Map<String, String> state, String name, JsonNode value) {
        if (value.isObject())
            value.properties().forEach(member -> add(state, name + "." + member.getKey(), member.getValue()));
        else if (!value.isNull()) state.put(name, value.asString());
    }

    @Test
    @FullEffort
    void lateJobSaysByHowMuchAndWaitsForItsTables() {
        Lot lot = traces.newLot(organisation);
        MovableServerClock clock = server.bean(MovableServerClock.class);
        traces.readModelsAt(0);
        try {
            String job = api(Role.EXPORT)
                    .get("/lots/" + lot.shortId() + "/fda-export")
                    .text("job_short_id");
            clock.advance(Duration.ofHours(26).plusMinutes(10));
            try (Visit visit = visit(key("recall-desk", Role.ADMIN))) {
                visit.open("/compliance/exports/" + job);
                assertThat(text(visit, ".job-clock.late")).contains("Late by 2 h 10 min");
                assertThat(text(visit, ".job-steps .now")).contains("for the tables: they have come to log position 0");
                visit.look("export-late");
            }
        } finally {
            clock.reset();
            traces.readModelsAt(Long.MAX_VALUE);
        }
    }

    @Test
    @FullEffort
    void sessionThatEndsLeadsToSignInAndBack() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        String key = key("recall-desk", Role.EXPORT);
        try (Visit visit = visit(key)) {
            String job = ask(visit, lot);
            api(Role.ADMIN).delete("/keys/" + key.split("_", 3)[1]);
            visit.expecting("401");
            visit.page().waitForURL(url -> url.contains("/compliance/sign-in?next="));
            assertThat(visit.page().url()).contains(job);
        } finally {
            traces.letGo(lot);
        }
    }

    @Test
    @FullEffort
    void serverThatGoesAwayIsSaidAndThePageRecovers() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        try (Visit visit = visit(key("recall-desk", Role.EXPORT))) {
            ask(visit, lot);
            visit.expecting("Failed to load resource").expecting("htmx:");
            server.close();
            visit.find("#offline").waitFor();
            startServer();
            visit.find("#offline")
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.HIDDEN)
                            .setTimeout(30_000));
            visit.find("#job-actions .go").waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            assertThat(text(visit, "#status")).isEqualTo("The workbook is delivered.");
        }
    }
}
