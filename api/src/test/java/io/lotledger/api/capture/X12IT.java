package io.lotledger.api.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** X12 at {@code POST /capture} and {@code POST /validate}, with its 997 and the partner's profile. */
class X12IT {
    private static final String X12 = "application/edi-x12";
    private static final Path FILES = Path.of("../intake/src/test/resources/x12");

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);
    private final ApiClient admin =
            new ApiClient(server.baseUrl(), partner.with(server, Role.ADMIN).key());

    @Test
    void aShipNoticeAndItsReceivingAdviceBalance() {
        Answer shipped = partner.postAs(X12, file("shared-pallet"));
        Answer received = partner.postAs(X12, file("receiving"));

        assertThat(shipped.status()).as(shipped.response().body()).isEqualTo(202);
        assertThat(shipped.json().path("batchStatus").asString()).isEqualTo("ACCEPTED");
        assertThat(shipped.json().path("acceptedCount").asInt()).isEqualTo(2);
        assertThat(shipped.json().path("captureErrorBehaviour").asString()).isEqualTo("proceed");
        assertThat(shipped.json().path("events").get(1).path("place").asString())
                .isEqualTo("ISA 1 · GS 1 · ST 0001 · segment 17 MAN");
        assertThat(received.json().path("batchStatus").asString()).isEqualTo("ACCEPTED");
        String basil = lot("BAS-1120A");
        JsonNode balance = admin.get("/lots/" + basil + "/mass-balance")
                .body()
                .path("balances")
                .get(0);
        assertThat(balance.path("uom").asString()).isEqualTo("XCS");
        assertThat(balance.path("shipped").asInt()).isEqualTo(12);
        assertThat(balance.path("received").asInt()).isEqualTo(10);
        assertThat(admin.get("/findings?lot_id=" + basil).text()).contains("short_receipt");
        JsonNode romaine =
                admin.get("/lots/" + lot("ROM-1120A") + "/mass-balance").body();
        assertThat(romaine.path("balances").get(0).path("received").asInt()).isEqualTo(48);
    }

    @Test
    void aNoticeThatAnotherKeySendsIsDuplicates() {
        partner.postAs(X12, file("shared-pallet"));

        Answer again = partner.with(server, Role.CAPTURE).postAs(X12, file("shared-pallet"));

        assertThat(again.json().path("batchStatus").asString()).isEqualTo("ACCEPTED");
        assertThat(again.json().path("duplicateCount").asInt())
                .as(again.response().body())
                .isEqualTo(2);
    }

    /** A byte order mark, lines as Windows ends them, and the end of a file as DOS marks it. */
    @Test
    void aNoticeOfAnotherSystemIsTaken() {
        String notice = file("nested-tares").replace("\n", "\r\n");

        Answer answer = partner.postAs(X12, "\uFEFF\r\n" + notice + "\r\n\u001a");

        assertThat(answer.json().path("batchStatus").asString())
                .as(answer.response().body())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void theAcknowledgementHasTheVerdictOfTheJob() {
        Answer answer = partner.postAs(X12, file("one-bad-of-two"), "Accept", X12);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).startsWith(X12);
        assertThat(segments(answer))
                .startsWith("ISA*00*          *00*          *08*9254110060     *ZZ*FRESHFARMS     ")
                .contains("""
                        AK1*SH*3
                        AK2*856*0001
                        AK5*A
                        AK2*856*0002
                        AK3*MAN*17**8
                        AK4*2**7*00008600099990000061
                        AK3*LIN*19**8
                        AK4*3**7*10860009999900
                        AK3*REF*23**3
                        AK3*SN1*24**8
                        AK4*3**7*ZX
                        AK5*R*5
                        AK9*P*2*2*1
                        """);
        JsonNode job = partner.get(answer.header("Location")).json();
        assertThat(job.path("batchStatus").asString()).isEqualTo("PARTIALLY_ACCEPTED");
        assertThat(job.path("acceptedCount").asInt()).isEqualTo(2);
        JsonNode rejected = job.path("events").get(2);
        assertThat(rejected.path("place").asString()).isEqualTo("ISA 3 · GS 3 · ST 0002");
        assertThat(rejected.path("errors")).hasSize(4);
        assertThat(rejected.path("errors").get(1).path("path").asString())
                .isEqualTo("ISA 3 · GS 3 · ST 0002 · segment 19 LIN, element LIN03");
    }

    @Test
    void aRequestForRollbackRefusesTheGoodSetToo() {
        Answer answer =
                partner.postAs(X12, file("one-bad-of-two"), "Accept", X12, "GS1-Capture-Error-Behaviour", "rollback");

        assertThat(segments(answer)).contains("AK2*856*0001\nAK5*R*5\n").contains("AK9*R*2*2*0\n");
        assertThat(partner.get(answer.header("Location"))
                        .json()
                        .path("acceptedCount")
                        .asInt())
                .isZero();
    }

    @Test
    void aNoticeSentAgainIsDuplicatesAndAChangedOneAConflict() {
        String notice = file("nested-tares");
        partner.postAs(X12, notice);

        Answer again = partner.postAs(X12, notice.replace("*000000002", "*000000902"));
        Answer changed =
                partner.postAs(X12, notice.replace("SN1**24*EA~\nREF*LT*SAL-77", "SN1**20*EA~\nREF*LT*SAL-77"));
        Answer acknowledged = partner.postAs(X12, notice.replace("*1015*PT", "*1115*PT"), "Accept", X12);

        assertThat(again.json().path("duplicateCount").asInt()).isEqualTo(5);
        assertThat(changed.json().path("duplicateCount").asInt()).isEqualTo(4);
        assertThat(changed.json().path("rejectedCount").asInt()).isEqualTo(1);
        assertThat(changed.json()
                        .path("events")
                        .get(0)
                        .path("errors")
                        .get(0)
                        .path("rule")
                        .asString())
                .isEqualTo("conflict");
        JsonNode conflict = changed.json().at("/events/0/errors/0");
        assertThat(conflict.path("path").asString()).matches("ISA 2 · GS 2 · ST 0001 · segment \\d+ SN1");
        assertThat(conflict.path("message").asString()).contains("was \"24\" and is now \"20\"");
        assertThat(segments(acknowledged)).contains("AK5*R*5\n", "AK9*R*1*1*0\n");
    }

    @Test
    void aReplacementCorrectsTheNoticeThatItNames() {
        String notice = file("nested-tares");
        String first = partner.postAs(X12, notice).json().path("captureID").asString();
        byte[] corrected = notice.replace("BSN*00", "BSN*05")
                .replace("SN1**24*EA~\nREF*LT*SAL-77", "SN1**20*EA~\nREF*LT*SAL-77")
                .getBytes(UTF_8);

        Answer answer = partner.postTo("/capture?replaces=" + first, corrected, "Content-Type", X12, "Accept", X12);

        assertThat(segments(answer)).contains("AK5*A\n", "AK9*A*1*1*1\n");
        JsonNode job = partner.get(answer.header("Location")).json();
        assertThat(job.path("acceptedCount").asInt()).isEqualTo(2);
        assertThat(job.path("duplicateCount").asInt()).isEqualTo(4);
    }

    @Test
    void aCheckAnswersAsACaptureAndStoresNothing() {
        byte[] notice = file("one-bad-of-two").getBytes(UTF_8);

        Answer checked = partner.postTo("/validate", notice, "Content-Type", X12);
        Answer acknowledged = partner.postTo("/validate", notice, "Content-Type", X12, "Accept", X12);

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().path("stored").asBoolean()).isFalse();
        assertThat(checked.json().path("batchStatus").asString()).isEqualTo("PARTIALLY_ACCEPTED");
        assertThat(checked.json().path("error_count").asInt()).isEqualTo(4);
        assertThat(segments(acknowledged)).contains("AK9*P*2*2*1\n");
        assertThat(partner.postAs(X12, file("one-bad-of-two"))
                        .json()
                        .path("duplicateCount")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsNoInterchangeIsRefusedWithItsReasons() {
        Answer cut = partner.postAs(X12, file("loose").substring(0, 500));
        Answer counts = partner.postAs(X12, file("loose").replace("GE*1*4", "GE*2*5"), "Accept", X12);
        Answer json = partner.post("{}", "Accept", X12);

        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.json().path("title").asString()).isEqualTo("The document cannot be read");
        assertThat(counts.status()).isEqualTo(400);
        assertThat(counts.json().path("errors")).hasSize(2);
        assertThat(counts.json().path("errors").get(0).path("message").asString())
                .contains("GE01 says '2' transaction sets, but there are 1");
        assertThat(json.status()).isEqualTo(406);
    }

    @Test
    void anAdminKeepsHowAPartnerWrites() {
        String profile = """
                {"name": "Fresh Farms", "x12": {"senders": ["ZZ:FRESHFARMS"], "time_zone": "America/Los_Angeles",
                 "products": {"VN:4711": "10860009999920"}}}
                """;
        assertThat(partner.postAs(X12, file("loose")).json().toString()).contains("UTC is assumed", "VN '4711'");

        ApiClient.Answer created = admin.put("/intake/profiles/fresh-farms", profile);
        ApiClient.Answer changed = admin.put("/intake/profiles/fresh-farms", profile.replace("Fresh Farms", "Fresh"));

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/intake/profiles/fresh-farms");
        assertThat(changed.status()).isEqualTo(200);
        JsonNode kept = admin.query("/intake/profiles/fresh-farms").body();
        assertThat(kept.path("name").asString()).isEqualTo("Fresh");
        assertThat(kept.path("x12").path("lot_references").toString()).isEqualTo("[\"LT\",\"BT\"]");
        assertThat(admin.query("/intake/profiles").body().path("profiles")).hasSize(1);
        JsonNode job =
                partner.postAs(X12, file("loose").replace("ASN1005", "ASN1006")).json();
        assertThat(job.path("acceptedCount").asInt()).isEqualTo(1);
        assertThat(job.toString()).doesNotContain("UTC is assumed").doesNotContain("VN '4711'");
        assertThat(admin.query("/audit/keys").text())
                .contains("intake_profile_created", "intake_profile_changed", "fresh-farms");
        assertThat(admin.delete("/intake/profiles/fresh-farms").status()).isEqualTo(204);
        assertThat(admin.query("/intake/profiles/fresh-farms").status()).isEqualTo(404);
        assertThat(admin.query("/audit/keys").text()).contains("intake_profile_removed");
    }

    @Test
    void aProfileIsTriedBeforeItIsUsed() {
        admin.put("/intake/profiles/draft", """
                {"name": "Draft", "x12": {"units": {"ZX": "XCR"}, "lot_required": false}}
                """);
        byte[] notice = file("one-bad-of-two").getBytes(UTF_8);

        JsonNode tried = partner.postTo("/validate?profile=draft", notice, "Content-Type", X12)
                .json();

        assertThat(tried.path("error_count").asInt()).isEqualTo(2);
        assertThat(partner.postTo("/validate?profile=other", notice, "Content-Type", X12)
                        .status())
                .isEqualTo(422);
        assertThat(partner.postTo("/validate?profile=draft", "{}".getBytes(UTF_8), "Content-Type", "application/json")
                        .status())
                .isEqualTo(422);
    }

    /** {@code /capture} is a path of GS1's, where a bad parameter is 400. */
    @Test
    void aProfileThatIsNotKnownOrNotForTheFormatIsABadParameterOfACapture() {
        admin.put("/intake/profiles/known", "{\"name\": \"Known\", \"x12\": {\"units\": {\"ZX\": \"XCR\"}}}");

        for (Answer refused : List.of(
                partner.postTo("/capture?profile=other", file("one-bad-of-two").getBytes(UTF_8), "Content-Type", X12),
                partner.postTo("/capture?profile=known", "{}".getBytes(UTF_8), "Content-Type", "application/json"))) {
            assertThat(refused.status()).isEqualTo(400);
            refused.assertProblem("epcisException:QueryParameterException");
            assertThat(refused.json().get("parameter").stringValue()).isEqualTo("profile");
        }
    }

    @Test
    void allFaultsOfAProfileAreNamed() {
        ApiClient.Answer answer = admin.put("/intake/profiles/x", """
                {"name": "", "colour": 1, "x12": {"time_zone": "Mars/Base", "units": {"ZX": "CASES"}, "sender": [],
                 "places": {"92:DC14": "0860008888880"}, "levels": {"V": "X"}, "lot_required": "no"},
                 "columns": {"Lot": "Traceability Lot"}}
                """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(StreamSupport.stream(answer.body().path("errors").spliterator(), false)
                        .map(error -> error.path("path").asString()))
                .containsExactlyInAnyOrder(
                        "$.name",
                        "$.colour",
                        "$.x12.sender",
                        "$.x12.time_zone",
                        "$.x12.units.ZX",
                        "$.x12.places.92:DC14",
                        "$.x12.levels.V",
                        "$.x12.lot_required",
                        "$.columns.Lot");
        assertThat(admin.put("/intake/profiles/Up", "{\"name\": \"x\"}").status())
                .isEqualTo(422);
        String unstorable = "{\"name\": \"x\", \"columns\": {\"a\\u0000\": \"Harvest Date (mm/dd/yyyy)\"}}";
        assertThat(admin.put("/intake/profiles/x", unstorable).status()).isEqualTo(422);
    }

    @Test
    void aSenderIsOnePartnerAndAProfileOfOneOrganisation() {
        String profile = "{\"name\": \"x\", \"x12\": {\"senders\": [\"ZZ:FRESHFARMS\"]}}";
        ApiClient other = new ApiClient(
                server.baseUrl(),
                new CaptureClient(server).with(server, Role.ADMIN).key());
        admin.put("/intake/profiles/one", profile);

        assertThat(admin.put("/intake/profiles/two", profile).status()).isEqualTo(409);
        assertThat(other.query("/intake/profiles/one").status()).isEqualTo(404);
        assertThat(other.delete("/intake/profiles/one").status()).isEqualTo(404);
        assertThat(other.put("/intake/profiles/two", profile).status()).isEqualTo(201);
        assertThat(partner.get("/epcis/api/2.0/intake/profiles").status()).isEqualTo(403);
    }

    @Test
    void spoiltInterchangesAreNeverAnErrorOfTheServer() {
        Random random = new Random(997);
        for (String name : List.of("shared-pallet", "one-bad-of-two", "receiving")) {
            byte[] whole = file(name).getBytes(UTF_8);
            for (int round = 0; round < 25; round++) {
                byte[] spoilt = whole.clone();
                for (int i = 0; i < 4; i++)
                    spoilt[106 + random.nextInt(whole.length - 106)] = (byte) random.nextInt(256);
                String accept = round % 2 == 0 ? X12 : "application/json";
                Answer answer = partner.postTo("/capture", spoilt, "Content-Type", X12, "Accept", accept);
                assertThat(answer.status()).as(new String(spoilt, UTF_8)).isIn(Set.of(202, 400));
            }
        }
    }

    private String lot(String tlc) {
        List<String> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode job = partner.get(CaptureClient.CAPTURE + "?perPage=1").json();
            if (!job.get(0).path("projected").asBoolean()) return false;
            admin.get("/lots?q=" + tlc)
                    .body()
                    .path("lots")
                    .forEach(lot -> found.add(lot.path("lot_id").asString()));
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static String file(String name) {
        try {
            return Files.readString(FILES.resolve(name + ".x12"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the terminators before the line feeds. */
    private static String segments(Answer answer) {
        return answer.response().body().replace("~\n", "\n");
    }
}
