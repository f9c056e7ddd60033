package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static io.lotledger.api.capture.CaptureClient.ERROR_BEHAVIOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.RefusedEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who sees which capture jobs, what they say, and how they are listed. */
class CaptureJobsIT {
    private static final String EVENTS = "/epcis/api/2.0/events/";

    private final LotledgerServer server = server();
    private final CaptureClient partner = new CaptureClient(server);

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void anotherOrganisationsJobIsNotThere() {
        CaptureClient other = new CaptureClient(server);
        Answer posted = partner.post(Documents.of(Documents.event("L1", 1)));

        Answer hidden = other.get(CAPTURE + "/" + posted.text("captureID"));

        assertThat(hidden.status()).isEqualTo(404);
        hidden.assertProblem("epcisException:NoSuchResourceException");
        assertThat(other.get(CAPTURE).json()).isEmpty();
        assertThat(other.post(Documents.of(Documents.event("L1", 1))).statuses())
                .containsExactly("ACCEPTED");
    }

    @Test
    void aCaptureKeySeesItsOwnJobsAndTheirEventsOnly() {
        CaptureClient other = partner.with(server, Role.CAPTURE);
        Answer mine = partner.post(Documents.of(Documents.shipping("urn:uuid:mine", "L1", 1)));
        Answer theirs = other.post(Documents.of(Documents.shipping("urn:uuid:theirs", "L1", 2)));
        other.post(Documents.of(Documents.declaredErroneous(Documents.shipping("urn:uuid:elsewhere", "L1", 3))));

        assertThat(ids(partner)).containsExactly(mine.text("captureID"));
        Answer hidden = partner.get(CAPTURE + "/" + theirs.text("captureID"));
        assertThat(hidden.status()).isEqualTo(404);
        hidden.assertProblem("epcisException:NoSuchResourceException");
        assertThat(partner.get(CAPTURE + "?nextPageToken=" + theirs.text("captureID"))
                        .status())
                .isEqualTo(400);
        assertThat(partner.get(EVENTS + "urn:uuid:mine").status()).isEqualTo(200);
        assertThat(partner.get(EVENTS + "urn:uuid:theirs").status()).isEqualTo(404);
        assertThat(partner.get(EVENTS + "urn:uuid:elsewhere").status()).isEqualTo(404);
        assertThat(other.get(EVENTS + "urn:uuid:elsewhere").status()).isEqualTo(200);

        CaptureClient both = partner.with(server, Role.CAPTURE, Role.QUERY);
        assertThat(ids(both)).as("jobs of its own").isEmpty();
        assertThat(both.get(EVENTS + "urn:uuid:theirs").status()).isEqualTo(200);
        CaptureClient admin = partner.with(server, Role.ADMIN);
        assertThat(ids(admin)).hasSize(3);
        assertThat(admin.get(EVENTS + "urn:uuid:mine").status()).isEqualTo(200);
    }

    /** Of before keys were kept with jobs. */
    @Test
    void aJobNobodyKnowsTheKeyOfIsSeenByAdminsAlone() {
        Answer posted = partner.post(Documents.of(Documents.shipping("urn:uuid:old", "L1", 1)));
        server.bean(JdbcClient.class)
                .sql("update capture_job set key_id = null where capture_id = :id")
                .param("id", posted.text("captureID"))
                .update();

        assertThat(ids(partner)).isEmpty();
        assertThat(partner.get(EVENTS + "urn:uuid:old").status()).isEqualTo(404);
        assertThat(ids(partner.with(server, Role.ADMIN))).containsExactly(posted.text("captureID"));
    }

    @Test
    void aJobSaysWhoSentItAndAnOldOneThatNobodyKnows() {
        Answer posted = partner.post(Documents.of(Documents.event("W1", 1)));
        JsonNode sender = posted.json().get("sender");

        assertThat(sender.get("name").stringValue()).isEqualTo("test");
        assertThat(partner.key()).startsWith("ll_" + sender.get("key_id").stringValue() + "_");
        assertThat(partner.get(CAPTURE).json().get(0).get("sender")).isEqualTo(sender);

        server.bean(JdbcClient.class)
                .sql("update capture_job set key_id = null, key_name = null where capture_id = :id")
                .param("id", posted.text("captureID"))
                .update();
        CaptureClient admin = partner.with(server, Role.ADMIN);
        assertThat(admin.get(posted.header("Location")).json().get("sender").isNull())
                .isTrue();
        Answer xml = admin.get(posted.header("Location"), "Accept", "application/xml");
        assertThat(xml.status()).isEqualTo(200);
    }

    @Test
    void theListIsFilteredByTimeStatusAndSender() {
        String accepted = partner.post(Documents.of(Documents.event("F1", 1))).text("captureID");
        String faulty = Documents.event("F2", 1).replace("LBR", "lbs");
        String refused =
                partner.post(Documents.of(faulty, Documents.event("F3", 1))).text("captureID");
        Answer last = partner.with(server, Role.CAPTURE)
                .post(Documents.of(faulty, Documents.event("F3", 1)), ERROR_BEHAVIOUR, "proceed");
        String partly = last.text("captureID");
        String since = partner.get(CAPTURE + "/" + refused).text("createdAt");
        CaptureClient admin = partner.with(server, Role.ADMIN);

        assertThat(ids(admin, "?status=ACCEPTED")).containsExactly(accepted);
        assertThat(ids(admin, "?status=rejected")).containsExactly(refused);
        assertThat(ids(admin, "?status=PARTIALLY_ACCEPTED")).containsExactly(partly);
        assertThat(ids(admin, "?since=" + since)).containsExactly(partly, refused);
        assertThat(ids(admin, "?until=" + since)).containsExactly(accepted);
        assertThat(ids(admin, "?sender=another")).containsExactly(partly);
        assertThat(ids(admin, "?sender=" + partner.key().split("_")[1])).containsExactly(refused, accepted);
        assertThat(ids(partner, "?sender=another"))
                .as("another key's jobs stay hidden")
                .isEmpty();
        assertThat(ids(admin, "?sender=nobody&status=ACCEPTED")).isEmpty();

        Answer page = admin.get(CAPTURE + "?sender=test&perPage=1");
        String next = page.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(next).contains("sender=test");
        assertThat(admin.get(next).json().get(0).get("captureID").stringValue()).isEqualTo(accepted);

        for (String bad : List.of("since=yesterday", "until=2026-11-06", "status=DONE", "sendr=x")) {
            assertThat(admin.get(CAPTURE + "?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void aJobKeepsTheEventsItRefusedAsTheirSenderWroteThem() {
        String faulty = Documents.event("K1", 1)
                .replace("LBR", "lbs")
                .replace("\"OBSERVE\"", "\"OBSERVE\",\"ex:note\":\"<b>\"");
        Answer posted = partner.post(Documents.of(Documents.event("K2", 1), faulty, "7"));
        CaptureJobs jobs = server.bean(CaptureJobs.class);

        List<RefusedEvent> kept = jobs.refused(posted.text("captureID"));

        assertThat(kept).extracting(RefusedEvent::index).containsExactly(1);
        assertThat(kept.get(0).event()).contains("\"uom\":\"lbs\"").contains("https://ex.example/");
        Answer again = partner.post(Documents.of(kept.get(0).event().replace("\"lbs\"", "\"LBR\"")));
        assertThat(again.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(jobs.refused(again.text("captureID"))).isEmpty();
    }

    private static List<String> ids(CaptureClient client) {
        return ids(client, "");
    }

    private static List<String> ids(CaptureClient client, String query) {
        return client.get(CAPTURE + query)
                .json()
                .valueStream()
                .map(job -> job.get("captureID").stringValue())
                .toList();
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> partner.post(Documents.of()).text("captureID"))
                .toList();

        Answer first = partner.get(CAPTURE + "?perPage=3");
        String link = first.header("Link");
        Answer second = partner.get(link.substring(1, link.indexOf('>')));

        assertThat(first.json())
                .extracting(job -> job.get("captureID").stringValue())
                .hasSize(3);
        assertThat(link).endsWith("rel=\"next\"");
        assertThat(second.json()).hasSize(2);
        assertThat(second.header("Link")).isEmpty();
        assertThat(java.util.stream.Stream.of(first, second)
                        .flatMap(page -> page.json().valueStream())
                        .map(job -> job.get("captureID").stringValue()))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(partner.get(CAPTURE + "?nextPageToken=x").status()).isEqualTo(400);
        for (String perPage : List.of("x", "0", "-1")) {
            assertThat(partner.get(CAPTURE + "?perPage=" + perPage).status()).isEqualTo(400);
        }
    }

    @Test
    void tokenOfAPageOfJobsIsOneOfThePagedListsOfTheServer() {
        for (int i = 0; i < 3; i++) partner.post(Documents.of());
        Answer first = partner.get(CAPTURE + "?status=ACCEPTED&perPage=1");
        String next = first.header("Link").replaceAll("<(.*)>.*", "$1");
        String token = next.replaceAll(".*nextPageToken=", "");

        assertThat(first.header("GS1-Next-Page-Token-Expires")).isNotEmpty();
        assertThat(partner.get(next).status()).isEqualTo(200);
        for (String other : List.of("?status=REJECTED&nextPageToken=" + token, "?status=ACCEPTED&nextPageToken=x")) {
            Answer refused = partner.get(CAPTURE + other);
            assertThat(refused.status()).as(other).isEqualTo(400);
            refused.assertProblem("epcisException:QueryParameterException");
        }
        assertThat(partner.send("DELETE", "/epcis/api/2.0/nextPageToken/" + token)
                        .status())
                .isEqualTo(204);
        assertThat(partner.get(next).status()).isEqualTo(400);
    }
}
