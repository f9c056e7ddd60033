package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.request.Asker;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a delivered workbook when the rules that made it are no longer in force. */
@SuppressWarnings("NullAway.Init") // set before all tests
class UpgradedExportIT {
    private static Path data;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static MovableServerClock clock;
    private static UUID organisation;
    private static String key;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        begin();
        organisation = server.bean(ApiKeys.class).organisation("Green Fields");
        key = server.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT));
        client = new ApiClient(server.baseUrl(), key);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private static void begin() {
        server = LotledgerServer.start(data, List.of(), FakeTraces.class, MovableServerClock.class);
        traces = server.bean(FakeTraces.class);
        clock = server.bean(MovableServerClock.class);
    }

    private static void restartWith(Lot... lots) {
        server.close();
        begin();
        for (Lot lot : lots) traces.add(lot);
        client = new ApiClient(server.baseUrl(), key);
    }

    private static Answer get(Lot lot) {
        return client.get("/lots/" + lot.shortId() + "/fda-export");
    }

    private static String delivered(Lot lot) {
        return await().until(() -> get(lot), answer -> answer.status() == 200).text("job_short_id");
    }

    private static Answer assertAskedAnew(Lot lot, String earlier) {
        Answer first = get(lot);
        assertThat(first.status()).as(first.toString()).isIn(202, 200); // it may be delivered before it is answered
        assertThat(first.text("job_short_id")).isNotEqualTo(earlier);
        if (first.status() == 202) assertThat(first.header("Location")).endsWith(first.text("job_short_id"));
        Answer last = await().until(() -> get(lot), answer -> answer.status() == 200);
        assertThat(last.text("job_short_id")).isEqualTo(first.text("job_short_id"));
        return last;
    }

    private static String otherRules(String job) {
        return client.get("/exports/" + job).body().get("other_rules").asString("");
    }

    @Test
    void workbookOfBeforeAnUpgradeIsMadeAnewAndOneOfTheSameBuildIsNot() {
        Lot lot = traces.newLot(organisation);
        Lot beforeRules = traces.newLot(organisation);
        String job = delivered(lot);
        String jobBeforeRules = delivered(beforeRules);
        assertThat(otherRules(job)).isEmpty();
        forgetRules(jobBeforeRules);

        restartWith(lot, beforeRules);

        assertThat(delivered(lot)).as("the same build").isEqualTo(job);
        assertThat(otherRules(jobBeforeRules)).isEqualTo("build");
        assertThat(assertAskedAnew(beforeRules, jobBeforeRules).header("Lotledger-Other-Rules"))
                .isEmpty();
        assertThat(client.get("/exports/" + jobBeforeRules + "/history").status())
                .as("what was recorded before is read")
                .isEqualTo(200);

        try {
            traces.upgrade(new Maker("test", "build2"));
            assertThat(client.head("/lots/" + lot.shortId() + "/fda-export").status())
                    .as("HEAD makes none, and has none")
                    .isEqualTo(404);
            Answer anew = assertAskedAnew(lot, job);
            assertThat(anew.header("Lotledger-Other-Rules")).isEmpty();
            assertThat(otherRules(anew.text("job_short_id"))).isEmpty();
            assertThat(client.get("/exports/" + job).text("signed_download_url"))
                    .as("who asks for the job has it, and sees what it is")
                    .isNotEmpty();
            assertThat(otherRules(job)).isEqualTo("build");
        } finally {
            traces.downgrade();
        }
    }

    @Test
    void formThatIsSentAfterAnUpgradeWithoutNewEventsHasANewWorkbook() {
        Lot lot = traces.newLot(organisation);
        String job = delivered(lot);
        restartWith(lot);
        ExportRequests requests = server.bean(ExportRequests.class);
        ExportSubject subject = new ExportSubject(lot, Direction.BOTH, WorkbookFormat.XLSX);
        Asker asker = new Asker("test", false);
        assertThat(requests.askSince(subject, asker, 0).request().shortId())
                .as("the same build")
                .isEqualTo(job);
        try {
            traces.upgrade(new Maker("test", "build2"));

            String anew = requests.askSince(subject, asker, 0).request().shortId();

            assertThat(anew).isNotEqualTo(job);
            assertThat(delivered(lot)).isEqualTo(anew);
            assertThat(requests.askSince(subject, asker, 0).request().shortId())
                    .as("sent twice")
                    .isEqualTo(anew);
        } finally {
            traces.downgrade();
        }
    }

    /** This node's build is another than that of the worker, which runs beside it. */
    @Test
    void nodesOfTwoBuildsDoNotMakeTheWorkbookInTurns() {
        Lot lot = traces.newLot(organisation);
        String job = delivered(lot);
        try {
            traces.upgrade(new Maker("test", "build2"));

            Answer other = get(lot);
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.text("job_short_id")).isEqualTo(job);
            assertThat(other.header("Lotledger-Other-Rules")).isEqualTo("build");
            traces.downgrade();
            assertThat(get(lot).text("job_short_id")).isEqualTo(job);

            traces.upgrade(new Maker("test", "build2"));
            clock.advance(Duration.ofMinutes(10));
            assertThat(assertAskedAnew(lot, job).header("Lotledger-Other-Rules"))
                    .isEmpty();
        } finally {
            clock.reset();
            traces.downgrade();
        }
    }

    @Test
    void workbookFromTablesThatAreBeingRebuiltSaysSoAndIsMadeAnewFromTheNewOnes() {
        Lot lot = traces.newLot(organisation);
        try {
            traces.serveTablesOf(1);
            String job = delivered(lot);
            Answer meanwhile = get(lot);
            assertThat(meanwhile.text("job_short_id")).isEqualTo(job);
            assertThat(meanwhile.header("Lotledger-Other-Rules")).isEqualTo("tables");
            assertThat(otherRules(job)).isEqualTo("tables");

            traces.serveTablesOf(2);

            assertThat(assertAskedAnew(lot, job).header("Lotledger-Other-Rules"))
                    .isEmpty();
        } finally {
            traces.downgrade();
        }
    }

    /** As versions recorded a delivery that did not record the tables. */
    private static void forgetRules(String job) {
        int changed = server.bean(JdbcClient.class)
                .sql("""
                        update domain_event e
                           set payload = convert_to(regexp_replace(p.text, '"tables":\\{[^}]*\\},', ''), 'UTF8')
                          from (select global_index, convert_from(payload, 'UTF8') as text
                                  from domain_event
                                 where aggregate_type = 'ExportJob') p
                         where e.global_index = p.global_index and p.text like :object and p.text like '%"tables":%'
                        """)
                .param("object", "%/" + job + "/%")
                .update();
        assertThat(changed).isEqualTo(1);
    }
}
