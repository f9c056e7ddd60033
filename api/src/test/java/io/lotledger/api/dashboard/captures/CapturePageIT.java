package io.lotledger.api.dashboard.captures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.intake.template.FdaTemplateFiles;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The engineer's walk: a broken document of each kind is checked, mended and captured; then the list and the job. */
class CapturePageIT {
    private static final String SCRIPT =
            "<script>document.title='owned'</script>\\\"><svg onload=alert(1)>${7*7}[[${7*7}]]";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Hollister Fields " + UUID.randomUUID());
    private final Browser browser = Browser.shared();
    private final long before = server.bean(LogReader.class).head();

    @Test
    void aBrokenDocumentIsCheckedMendedAndCaptured() {
        try (Visit visit = signedIn(Role.CAPTURE)) {
            visit.open("/compliance/captures/new");
            visit.look("capture-console-empty");
            paste(
                    visit,
                    document(
                            event("urn:example:1", "2026-11-06T14:05:00", "CASES"),
                            event("urn:example:2", "2026-11-06T13:20:00-08:00", "XCS")));

            assertThat(visit.find("#verdict-title").textContent())
                    .isEqualTo("1 of 2 events would be refused, so the whole document would be");
            assertThat(visit.find("#verdict-stored").textContent()).isEqualTo("Nothing was stored.");
            assertThat(visit.find("#kind").textContent()).startsWith("JSON-LD, EPCIS 2.0, ");
            assertThat(visit.find("#faults li").first().textContent())
                    .contains("Event 1, eventTime, line 10")
                    .contains("offset");
            assertThat(visit.find("#gutter .e").allTextContents()).contains("✕ 10", "✕ 15");
            assertThat(visit.find("#text .e mark").allTextContents()).contains("\"2026-11-06T14:05:00\"", "\"CASES\"");
            assertThat(visit.page().title()).as("the document stays text").startsWith("Check a document");
            visit.look("capture-console-faults");
            assertThat(stored()).as("events in the log after a check").isZero();
            assertThat(new ApiClient(server.baseUrl(), key(Role.ADMIN))
                            .query("/capture")
                            .body())
                    .isEmpty();

            goThroughTheFaultsByKeyboard(visit);
            Locator text = visit.find("#document");
            text.fill(
                    text.inputValue().replace("14:05:00\"", "14:05:00-08:00\"").replace("CASES", "XCS"));
            visit.find(".head label:has-text('Check and capture')").click();
            visit.find("#send").click();
            visit.page().waitForSelector("main[data-projected]");
            assertThat(visit.find("#verdict-title").textContent()).isEqualTo("2 events were captured");
            assertThat(visit.find("#verdict-stored").textContent()).contains("hold it");
            assertThat(stored()).isEqualTo(2);
            visit.look("capture-console-captured");

            visit.find("#verdict-job").click();
            visit.page().waitForURL("**/compliance/captures/*-*");
            assertThat(visit.find("#progress").textContent()).contains("hold everything of this capture");
            visit.look("capture-job-accepted");
        }
    }

    private static void goThroughTheFaultsByKeyboard(Visit visit) {
        Page page = visit.page();
        page.keyboard().press("F8");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("document");
        assertThat(
                        page.evaluate(
                                "(() => { const d = document.getElementById('document'); return d.value.slice(d.selectionStart, d.selectionEnd); })()"))
                .isEqualTo("\"2026-11-06T14:05:00\"");
        page.keyboard().press("F8");
        assertThat(visit.find("#faults li.on").textContent())
                .contains("quantityList")
                .contains("line 15");
        page.keyboard().press("Shift+F8");
        assertThat(visit.find("#faults li.on").textContent()).contains("eventTime");
    }

    @Test
    void eachKindOfBrokenDocumentIsShownAtItsPlace() {
        try (Visit visit = signedIn(Role.CAPTURE)) {
            visit.open("/compliance/captures/new");
            paste(visit, """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T11:26:42Z">
                      <EPCISBody><EventList>
                        <ObjectEvent>
                          <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>-4</eventTimeZoneOffset>
                          <epcList><epc>urn:epc:id:sgtin:4012345.012345.S1</epc></epcList>
                          <action>OBSERVED</action>
                        </ObjectEvent>
                      </EventList></EPCISBody>
                    </epcis:EPCISDocument>
                    """);
            assertThat(visit.find("#kind").textContent()).startsWith("XML, EPCIS 2.0");
            assertThat(visit.find("#text .e mark").allTextContents().stream().collect(Collectors.joining()))
                    .contains("<eventTimeZoneOffset>-4</eventTimeZoneOffset>")
                    .contains("<action>OBSERVED</action>");
            visit.look("capture-console-xml");

            paste(visit, "{\n  \"type\": \"EPCISDocument\"\n  \"schemaVersion\": \"2.0\"\n}");
            assertThat(visit.find("#verdict-title").textContent()).isEqualTo("This is not a readable EPCIS document");
            assertThat(visit.find("#gutter .e").allTextContents()).containsExactly("✕ 3");

            paste(visit, "hello <script>alert(1)</script>");
            assertThat(visit.find("#verdict-title").textContent()).isEqualTo("This is neither JSON nor XML");
            assertThat(visit.find("#faults li").count())
                    .as("faults of the document before")
                    .isZero();
            assertThat(visit.find("#no-faults").textContent()).startsWith("The faults of the document stand here");

            visit.find("#file").setInputFiles(new FilePayload("large'.xml", "text/xml", new byte[(5 << 20) + 1]));
            assertThat(visit.find("#curl").textContent())
                    .contains("/epcis/api/2.0/validate?excerpts=true")
                    .contains("--data-binary @'large'\\''.xml'");
            visit.look("capture-console-too-large");

            paste(visit, "{\n  \"type\": \"EPCISDocument\"\n  \"schemaVersion\": \"2.0\"\n}");
            assertThat(visit.find("#faults li").count()).isOne();
            visit.find("#document").fill("");
            assertThat(visit.find("#faults li").count()).as("of no document").isZero();
            assertThat(visit.find("#verdict").isVisible()).isFalse();
        }
        assertThat(stored()).isZero();
    }

    @Test
    void aSpreadsheetIsCheckedMendedCapturedAndCorrected() {
        String row = new String(FdaTemplateFiles.csv("shipping").orElseThrow(), UTF_8)
                .replace("yes: this row is not read", "");
        byte[] workbook = FdaTemplateFiles.xlsx("all").orElseThrow();
        try (Visit visit = signedIn(Role.CAPTURE)) {
            visit.open("/compliance/captures/new");
            send(visit, "shipping.csv", row.replace("11/03/2026", "31/12/2026"));
            assertThat(visit.find("#file-title").textContent())
                    .isEqualTo("1 error, so nothing of the file would be captured");
            assertThat(firstFault(visit))
                    .startsWith("Error", "Shipping", "2", "X", "Shipping Date")
                    .last()
                    .asString()
                    .contains("there is no month 31");
            visit.look("capture-file-faults");

            send(visit, "shipping.csv", row);
            assertThat(visit.find("#file-title").textContent()).isEqualTo("1 event would be captured");
            assertThat(stored()).as("events in the log after a check").isZero();
            visit.find("#file-form label:has-text('Check and capture')").click();
            visit.find("#file-send").click();
            visit.page().waitForURL("**/compliance/captures/*-*");
            assertThat(stored()).isPositive();
            String captureID = visit.page().url().replaceFirst(".*/", "");

            visit.open("/compliance/captures/new");
            String changed = row.replaceFirst(",40,", ",41,");
            send(visit, "again.csv", changed);
            assertThat(firstFault(visit))
                    .startsWith("Error", "Shipping", "2", "B", "Quantity")
                    .last()
                    .asString()
                    .contains("was \"40\" and is now \"41\"", captureID + " in “Capture that the file corrects”");
            visit.find("#replaces").fill(captureID);
            send(visit, "again.csv", changed);
            assertThat(visit.find("#file-title").textContent()).isEqualTo("2 events would be captured");

            forget(visit);
            visit.find("#file").setInputFiles(new FilePayload("all.xlsx", "", workbook));
            visit.page().waitForSelector("#file-title");
            assertThat(visit.find("#file-answer").textContent())
                    .contains("The file has no row to capture", "examples of the template");
            withoutScript(visit, workbook, changed);
        }
    }

    private void withoutScript(Visit visit, byte[] workbook, String changed) {
        String token = (String) visit.page().evaluate("document.querySelector('#file-form input[name=_csrf]').value");
        FormData form = FormData.create().set("_csrf", token);

        APIResponse checked = post(visit, form.set("document", new FilePayload("all.xlsx", "", workbook)));
        assertThat(checked.status()).as(checked.text()).isEqualTo(200);
        assertThat(checked.text()).contains("The file has no row to capture", "<h1>Check a document</h1>");
        APIResponse refused = post(visit, form.set("document", payload("again.csv", "a,b\n1,2\n")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("No sheet has the headings of one of FDA");
        APIResponse unknown = post(visit, form.set("document", new FilePayload("setup.exe", "", "MZ".getBytes(UTF_8))));
        assertThat(unknown.status()).isEqualTo(415);
        assertThat(unknown.text()).contains("none of the formats that can be read");
        APIResponse conflict =
                post(visit, form.set("document", payload("again.csv", changed)).set("mode", "capture"));
        assertThat(conflict.text()).as("not captured").contains("would be captured", "Nothing was stored.");
        APIResponse captured =
                post(visit, form.set("document", payload("new.csv", changed.replace("BOL 17", "BOL 18"))));
        assertThat(captured.status()).isEqualTo(302);
        assertThat(captured.headers().get("location")).contains("/compliance/captures/");
        APIResponse forged = post(
                visit,
                FormData.create().set("document", payload("again.csv", changed)).set("mode", "capture"));
        assertThat(forged.status()).isEqualTo(403);
    }

    private APIResponse post(Visit visit, FormData form) {
        return visit.page()
                .context()
                .request()
                .post(
                        server.baseUrl() + "/compliance/captures/file",
                        RequestOptions.create().setMultipart(form).setMaxRedirects(0));
    }

    private static FilePayload payload(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(UTF_8));
    }

    private static void send(Visit visit, String name, String text) {
        forget(visit);
        visit.find("#upload").setInputFiles(payload(name, text));
        visit.find("#file-send").click();
        visit.page().waitForSelector("#file-title");
    }

    private static List<String> firstFault(Visit visit) {
        return visit.find("#file-faults tbody tr").first().locator("td").allTextContents().stream()
                .map(String::strip)
                .toList();
    }

    /** Removes the answer, so that the next one can be waited for. */
    private static void forget(Visit visit) {
        visit.page().evaluate("() => document.getElementById('file-answer').replaceChildren()");
    }

    /** The time to the first fault is printed; the budget of a second holds on a quiet machine. */
    @Test
    void aThousandEventsShowTheirFaultsInFewLines() {
        String document = document(IntStream.range(0, 1_000)
                .mapToObj(i ->
                        event("urn:example:many:" + i, "2026-11-06T13:20:00-08:00", i % 100 == 7 ? "CASES" : "XCS"))
                .toArray(String[]::new));
        try (Visit visit = signedIn(Role.CAPTURE)) {
            visit.open("/compliance/captures/new");
            paste(visit, document); // the first check of a server compiles its code
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                visit.find("#verdict-title").evaluate("title => { title.textContent = ''; }");
                long began = System.nanoTime();
                visit.find("#send").click();
                visit.page().waitForSelector("#verdict-title:not(:empty)");
                best = Math.min(best, (System.nanoTime() - began) / 1e6);
            }
            System.out.println("first fault of 1,000 events after " + Math.round(best) + " ms");
            List<String> faults = visit.find("#faults li").allTextContents();
            assertThat(faults).hasSize(11);
            for (int i = 0; i < 10; i++)
                assertThat(faults.get(i)).contains("Error", "Event " + (100 * i + 8) + ", uom, line ");
            assertThat(faults.get(10))
                    .contains("Warning", "Event 1, epcClass, line ", "no master data for this product");
            assertThat(visit.find("#text > div").count())
                    .as("lines in the page")
                    .isBetween(1, 59);
        }
    }

    @Test
    void theJobGroupsFaultsByRuleAndOffersTheRefusedEventsToMend() {
        ApiClient partner = new ApiClient(server.baseUrl(), key(Role.CAPTURE));
        String bad = event("urn:example:1", "2026-11-06T14:05:00", "CASES");
        String id = partner.capture(document(bad, event("urn:example:3", "2026-11-06T13:20:00-08:00", "XCS")))
                .body()
                .get("captureID")
                .stringValue();
        try (Visit visit = signedIn(Role.ADMIN)) {
            visit.open("/compliance/captures");
            visit.look("captures");
            assertThat(visit.find("tbody tr").first().textContent())
                    .contains("Refused")
                    .contains("engineer");
            visit.open("/compliance/captures?status=ACCEPTED&sender=nobody");
            assertThat(visit.find("main").textContent()).contains("No capture matches these filters");
            visit.look("captures-empty");
            assertThat(visit.openRefused("/compliance/captures?since=yesterday").status())
                    .isEqualTo(422);

            visit.open("/compliance/captures/" + id);
            assertThat(visit.find("#rule-0").textContent()).startsWith("time, 1 event");
            assertThat(visit.find(".cap-group").first().textContent()).contains("2026-11-06T14:05:00");
            visit.find(".cap-group details details summary").first().click();
            assertThat(visit.find(".cap-fragment").first().textContent())
                    .contains("<script>")
                    .contains("\"CASES\"");
            assertThat(visit.find("main").textContent()).contains("In order, rolled back");
            visit.look("capture-job-refused");

            visit.find("a:has-text('Mend refused events')").click();
            visit.page().waitForSelector("#verdict:not([hidden])");
            assertThat(visit.find("#document").inputValue())
                    .contains("<script>")
                    .contains("\"CASES\"");
            assertThat(visit.find("#verdict-title").textContent()).startsWith("1 of 1 event would be refused");
        }
        try (Visit stranger = browser.signedIn(
                keys.create(keys.organisation("Other " + UUID.randomUUID()), "engineer", Set.of(Role.ADMIN)))) {
            String theirs = refusal(stranger, id);
            String nothing = refusal(stranger, UUID.randomUUID().toString());
            assertThat(theirs).isEqualTo(nothing);
        }
    }

    private static String refusal(Visit visit, String id) {
        assertThat(visit.openRefused("/compliance/captures/" + id).status()).isEqualTo(404);
        return visit.find("main").innerHTML().replace(id, "ID");
    }

    private static void paste(Visit visit, String text) {
        visit.page().evaluate("() => { document.getElementById('verdict').hidden = true; }");
        Locator area = visit.find("#document");
        area.evaluate(
                "(area, text) => { area.value = ''; area.dispatchEvent(new Event('paste'));"
                        + " area.value = text; area.dispatchEvent(new Event('input')); }",
                text);
        visit.page().waitForSelector("#verdict:not([hidden])");
        visit.page().waitForSelector("#editor:not([aria-busy])");
        visit.page().evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /** Waits longer than a browser does by itself: the machine may be busy. */
    private Visit signedIn(Role role) {
        Visit visit = browser.signedIn(key(role));
        visit.page().setDefaultTimeout(120_000);
        return visit;
    }

    /** The organisation's events in the log. Other entries may come meanwhile: tests of this JVM share the server. */
    private long stored() {
        LogReader log = server.bean(LogReader.class);
        return log.read(before, log.head()).entries().stream()
                .filter(entry -> entry.payload() instanceof EpcisEventCaptured captured
                        && captured.organisation().equals(organisation))
                .count();
    }

    private String key(Role role) {
        return keys.create(organisation, "engineer", Set.of(role));
    }

    private static String document(String... events) {
        return """
                {
                  "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"ex": "https://ex.example/"}],
                  "type": "EPCISDocument",
                  "schemaVersion": "2.0",
                  "creationDate": "2026-11-06T22:10:00Z",
                  "epcisBody": { "eventList": [
                """ + List.of(events).stream().collect(Collectors.joining(",\n")) + "\n  ] }\n}\n";
    }

    private static String event(String eventID, String time, String uom) {
        return """
                    {
                      "type": "ObjectEvent", "action": "OBSERVE",
                      "eventID": "NAME",
                      "eventTime": "TIME",
                      "eventTimeZoneOffset": "-08:00",
                      "bizStep": "shipping",
                      "quantityList": [{
                        "epcClass": "https://id.gs1.org/01/19521101004004/10/HFK310-1",
                        "quantity": 1800, "uom": "UOM"
                      }],
                      "ex:note": "NOTE"
                    }""".replace("NOTE", SCRIPT)
                .replace("NAME", eventID)
                .replace("TIME", time)
                .replace("UOM", uom);
    }
}
