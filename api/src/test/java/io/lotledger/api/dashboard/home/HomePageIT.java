package io.lotledger.api.dashboard.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.discovery.Product;
import io.lotledger.api.operations.Build;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The home page, findings, unclassified events, the glossary and the system page, in a browser. */
class HomePageIT {
    private static final String EVIL = "<script>alert(1)</script>\"><svg onload=alert(1)>${7*7}[[${7*7}]]";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Central Valley Distribution " + UUID.randomUUID());
    private final Browser browser = Browser.shared();

    @Test
    void emptyLedgerLeadsToTheFirstCapture() {
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/");
            assertThat(visit.find(".home-steps li").count()).isEqualTo(3);
            assertThat(visit.find("h1").textContent()).isEqualTo("No request is waiting");
            visit.look("home-empty");
        }
    }

    @Test
    void homeShowsTheClockTheFiguresAndWhatIsMissing() throws Exception {
        captureSamples();
        openExport(OffsetDateTime.now(ZoneOffset.UTC).minusHours(2).minusMinutes(19));
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/");
            assertThat(visit.find("h1").textContent()).isEqualTo("One request is waiting for its workbook");
            assertThat(visit.find(".sla-left").textContent()).contains("21 h 4", "left to answer");
            assertThat(visit.find(".stat").first().textContent()).contains("Lots", "new today");
            assertThat(visit.find("main").textContent())
                    .contains("What would be missing if FDA asked now")
                    .contains("Less received than shipped")
                    .contains("Captures today", "partner")
                    .contains("Counted");
            assertThat(visit.find(".side a[aria-current]").textContent()).contains("Home");
            assertThat(visit.find(".top .clock").textContent()).contains("left");
            visit.look("home");
            assertThat(visit.find("a[href*='/compliance/lots?']").first().getAttribute("href"))
                    .contains("?food=");
            visit.find("main a:has-text('Less received than shipped')").click();
            visit.page().waitForURL(url -> url.contains("kind=short_receipt"));
            assertThat(visit.find("h1").textContent()).isEqualTo("Less received than shipped");
            visit.look("findings-kind");
        }
    }

    @Test
    void readinessSaysOfHowManyFoodsItIs() throws Exception {
        captureSamples();
        server.bean(JdbcClient.class)
                .sql("""
                        insert into tally_sum_readiness
                        select :organisation, current_date, '0952110199' || lpad(cast(n as text), 4, '0'), n, 1, 1, 1, 1, 1, 1
                          from generate_series(1, 17) n
                        """)
                .param("organisation", organisation)
                .update();
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            visit.open("/compliance/");
            assertThat(visit.find("section[aria-labelledby=foods] header").textContent())
                    .containsPattern("8 of \\d\\d, most lots first; last 30 days");
            visit.find("main a:has-text('All foods')").click();
            visit.page().waitForURL(url -> url.contains("foods=all"));
            assertThat(visit.find(".foods tbody tr").count()).isGreaterThanOrEqualTo(17);
        }
    }

    @Test
    void lateExportTurnsTheClockRed() throws Exception {
        openExport(OffsetDateTime.now(ZoneOffset.UTC).minusHours(26));
        try (Visit visit = browser.signedIn(key(Role.EXPORT))) {
            visit.open("/compliance/");
            assertThat(visit.find("h1").textContent()).isEqualTo("One request is late");
            assertThat(visit.find(".sla.late .sla-left").textContent()).contains("2 h", "late");
        }
    }

    @Test
    void partThatCannotBeReadSaysSoAlone() throws Exception {
        captureSamples();
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql(
                        "insert into tally_sum_findings (organisation, kind, overdue, lots) values (:organisation, 'of_a_newer_server', false, 1)")
                .param("organisation", organisation)
                .update();
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/");
            assertThat(visit.find(".note.warn").allTextContents())
                    .anyMatch(text -> text.contains("What would be missing cannot be read just now"));
            assertThat(visit.find("main").textContent()).contains("Captures today", "partner", "Events in the log");
        }
    }

    @Test
    void findingsAreGroupedBySeverityAndFilteredInTheUrl() throws Exception {
        captureSamples();
        capture(oddEvent());
        counted();
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            visit.open("/compliance/findings");
            assertThat(visit.find("section h2").allTextContents()).anyMatch(title -> title.startsWith("Warnings"));
            visit.look("findings");
            visit.find("#f-severity").selectOption("warning");
            visit.find("form.filters button").click();
            visit.page().waitForURL(url -> url.contains("severity=warning"));
            assertThat(visit.find("section h2").count()).isEqualTo(1);

            visit.open("/compliance/findings?kind=tlc_first_seen_at_ship");
            assertThat(visit.find("main").textContent()).contains(EVIL).contains("21 CFR 1.1320");
            assertThat(visit.find("main svg[onload]").count()).isZero();
            visit.find("main a[href*='partner.example']").first().click();
            assertThat(visit.find("main").textContent())
                    .as("the event, whose id has slashes")
                    .contains("https://partner.example/events/", "0614141.107346.ODD");

            visit.open("/compliance/unclassified-events");
            assertThat(visit.find("tbody tr").count()).isPositive();
            visit.look("unclassified-events");
            visit.open("/compliance/help/glossary");
            assertThat(visit.find("#tlc-source dt").textContent()).contains("21 CFR 1.1310");
            visit.look("glossary");
            assertThat(visit.openRefused("/compliance/findings?kind=nonsense").status())
                    .isEqualTo(422);
        }
    }

    @Test
    void adminSeesTheSystemAndOperatorRebuildsTables() {
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/system");
            assertThat(visit.find("main").textContent())
                    .contains("Lots and what became of what")
                    .contains("Only admins of the ledger's first organisation rebuild them");
            assertThat(visit.find("button:has-text('Rebuild')").count()).isZero();
            assertThat(visit.find("main").textContent())
                    .containsPattern("Version\\s*" + Pattern.quote(Product.VERSION))
                    .contains(Build.id().map(id -> "Build " + id).orElse("Built without a commit"));
            visit.look("system");
        }
        try (Visit visit = browser.signedIn(operatorKey())) {
            visit.open("/compliance/system");
            visit.find("button[aria-label='Rebuild Length of GS1 company prefixes']")
                    .click();
            visit.page().waitForLoadState();
            assertThat(visit.find("main").textContent()).contains("The rebuild has begun");
            await().until(() -> {
                visit.page().navigate(server.baseUrl() + "/compliance/system");
                return visit.find("main").textContent().contains("Rebuilt, asked for");
            });
        }
    }

    @Test
    void adminOfAnotherOrganisationLearnsNoKeyOfAnOperator() {
        ApiClient operator = new ApiClient(server.baseUrl(), operatorKey());
        operator.create("/projections/company-prefix/pause", "");
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/system");
            assertThat(visit.find("main").textContent())
                    .contains("Paused by an operator of the server")
                    .doesNotContain("first admin key");
        } finally {
            operator.create("/projections/company-prefix/resume", "");
        }
    }

    @Test
    void eachRoleSeesItsPartsAndAnotherOrganisationNone() throws Exception {
        captureSamples();
        try (Visit visit = browser.signedIn(key(Role.AUDIT))) {
            visit.open("/compliance/");
            assertThat(visit.find("main").textContent())
                    .contains("Exports, last 30 days")
                    .doesNotContain("What would be missing")
                    .doesNotContain("Captures today");
            assertThat(visit.openRefused("/compliance/findings").status()).isEqualTo(403);
            assertThat(visit.openRefused("/compliance/system").status()).isEqualTo(403);
        }
        try (Visit visit = browser.signedIn(key(Role.CAPTURE))) {
            visit.open("/compliance/");
            assertThat(visit.find("main").textContent())
                    .as("a key with the role capture sees its own captures")
                    .contains("Captures of your key today", "Your key has sent nothing today.");
        }
        UUID other = keys.organisation("Other " + UUID.randomUUID());
        try (Visit visit = browser.signedIn(keys.create(other, "other", Set.of(Role.ADMIN)))) {
            visit.open("/compliance/");
            assertThat(visit.find("main").textContent()).contains("Nothing has been captured yet");
        }
    }

    @AfterEach
    void removeOpenExport() {
        server.bean(JdbcClient.class)
                .sql("delete from export_job where organisation = :organisation")
                .param("organisation", organisation)
                .update();
    }

    private String key(Role role) {
        return keys.create(organisation, "recall-desk", Set.of(role));
    }

    private String operatorKey() {
        UUID first = server.bean(JdbcClient.class)
                .sql("select organisation from organisation order by created_at, organisation limit 1")
                .query(UUID.class)
                .single();
        return keys.create(first, "operator", Set.of(Role.ADMIN));
    }

    private void captureSamples() throws IOException {
        for (String sample :
                List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
            try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                capture(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
            }
        }
        counted();
    }

    private void capture(String document) {
        ApiClient partner = new ApiClient(server.baseUrl(), keys.create(organisation, "partner", Set.of(Role.CAPTURE)));
        assertThat(partner.capture(document).status()).isEqualTo(202);
    }

    /** A shipment of a lot that nobody made, of a product whose name is an attack. */
    private static String oddEvent() {
        String name = EVIL.replace("\"", "\\\"");
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-03-03T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass",
                  "vocabularyElementList":[{"id":"urn:epc:idpat:sgtin:0614141.107346.*",
                   "attributes":[{"id":"urn:epcglobal:cbv:mda#productName","attribute":"%s"}]}]}]}},
                 "epcisBody":{"eventList":[
                 {"type":"ObjectEvent","eventID":"https://partner.example/events/%s","eventTime":"2026-11-20T08:00:00Z","eventTimeZoneOffset":"-08:00",
                  "action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},
                  "quantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.ODD","quantity":4,"uom":"CS"}]}]}}""".formatted(name, UUID.randomUUID());
    }

    private void counted() {
        ApiClient api = new ApiClient(server.baseUrl(), keys.create(organisation, "counts", Set.of(Role.QUERY)));
        long head = server.bean(EventLog.class).head();
        await().until(() -> api.get("/summary").body().at("/as_of/log_position").asLong() >= head);
    }

    /** A job of the list that no worker has taken. */
    private void openExport(OffsetDateTime requestedAt) {
        server.bean(JdbcClient.class)
                .sql("""
                        insert into export_job (job_id, position, organisation, subject, lot_id, lot, lots, direction, format,
                                                fda_only, generation, requested_by, requested_at, log_position, status, sequence,
                                                deadline_missed_at)
                        values (:job, (select coalesce(max(position), 0) + 1000000 from export_job), :organisation, :subject, null, null, '{}', 'both', 'xlsx',
                                false, 1, 'desk', :at, 1, 'pending', 0, :at)
                        """)
                .param("job", UUID.randomUUID())
                .param("organisation", organisation)
                .param("subject", UUID.randomUUID())
                .param("at", requestedAt)
                .update();
    }
}
