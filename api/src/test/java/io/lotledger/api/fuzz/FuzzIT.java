package io.lotledger.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.Effort;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.MigratedDatabase;
import io.lotledger.api.exports.ServerProcess;
import io.lotledger.api.fuzz.Wire.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A server answers whatever it is sent with what is wrong with it, and goes on. {@code -Dfuzz.requests=4000} sends more than the
 * usual build, {@code -Pfaults} every kind of hostile body, to a server with a heap of 512 MB.
 */
@ExtendWith(OutputCaptureExtension.class)
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 300);
    private static final long SEED = Long.getLong("fuzz.seed", 204);
    private static final int AT_ONCE = 16;
    /** Of a body that finds no memory for 20 seconds; its client may send it again. */
    private static final int BUSY = 503;

    private static final String BOMBS = System.getProperty("fuzz.bombs", ".*");
    /** One for each way that a parser could fill the heap. */
    private static final String KEY = "ll_fuzz_0123456789abcdef0123456789abcdef";

    private static final String API = "/epcis/api/2.0";
    private static final Duration START = Duration.ofMinutes(3);

    private static final Path DATA = LotledgerServer.newDataDirectory();
    private static final List<String> SETTINGS = List.of("lotledger.bootstrap.api-key=" + KEY);
    private static AutoCloseable server;
    private static Supplier<String> story = () -> "";
    private static Wire wire;

    @BeforeAll
    static void start() {
        if (Effort.isFull()) {
            MigratedDatabase.copyInto(DATA);
            ServerProcess process = new ServerProcess(DATA, "512m", SETTINGS);
            process.start();
            server = process;
            story = process::story;
            wire = new Wire(
                    await().atMost(START)
                            .until(process::baseUrl, Optional::isPresent)
                            .orElseThrow(),
                    KEY);
        } else {
            // only hostile bodies fill a heap, and a JVM of its own costs as much as four servers in this one
            LotledgerServer here = LotledgerServer.start(DATA, SETTINGS);
            server = here;
            wire = new Wire(here.baseUrl(), KEY);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        LotledgerServer.delete(DATA);
    }

    @Test
    void everySpoiltRequestIsAnsweredWithWhatIsWrong(CapturedOutput output) throws IOException {
        SpoiltRequests requests = new SpoiltRequests(wire, SEED);
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            SpoiltRequests.Sent sent = requests.next();
            int status = sent.answer().status();
            boolean told = status < 400 || sent.answer().isProblem();
            if (status < 200 || status >= 500 || !told || sent.answer().body().contains("io.lotledger")) {
                failed.add(i + ": " + sent.story() + "\n→ " + sent.answer());
            }
        }

        assertThat(failed).as("of " + REQUESTS + " requests of seed " + SEED).isEmpty();
        goesOn(output);
    }

    @Test
    @FullEffort
    void sixteenBodiesOfAKindAtOnceAreAnsweredWith413(CapturedOutput output) throws Exception {
        for (Map.Entry<String, Bombs.Bomb> bomb : Bombs.all().entrySet()) {
            if (!bomb.getKey().matches(BOMBS)) continue;
            List<Answer> answers = atOnce(bomb.getValue());
            boolean noDocument = Set.of("an array", "mistyped members").contains(bomb.getKey());
            assertThat(answers).as(bomb.getKey()).allSatisfy(answer -> {
                assertThat(answer.status()).isIn(noDocument ? List.of(400) : List.of(413, BUSY));
                assertThat(answer.isProblem()).isTrue();
            });
            assertThat(answers).as(bomb.getKey()).anyMatch(answer -> answer.status() != BUSY);
            goesOn(output);
        }
    }

    /** As curl and Python's requests send it: schedules have ranges in brackets. */
    @Test
    void bareBracketsInAQueryAreRead() throws IOException {
        Answer answer = wire.get(API + "/queries?minute=[0-5]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Unknown parameter 'minute'");
    }

    @Test
    void whatAnswersOfOnlyAKeyTellsNothingToOthers() throws IOException {
        for (String path : List.of("/error", "/actuator/health/..;/metrics", "/actuator/health/%2e%2e/metrics")) {
            Answer answer = wire.get(path, "X-API-Key: ll_0_0");

            assertThat(answer.status()).as(path).isBetween(400, 499);
            assertThat(answer.isProblem()).as(path).isTrue();
        }
    }

    @Test
    void masterDataThatPostgresCannotHoldIsRefusedAndStopsNobody() throws IOException {
        String header = Bombs.HEADER + "\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":[{\"type\":"
                + "\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{\"id\":\"%s\",\"attributes\":"
                + "[{\"id\":\"name\",\"attribute\":\"%s\"}]}]}]}},\"epcisBody\":{\"eventList\":[]}}";
        Answer id = capture(header.formatted("urn:x:\\u0000", "Valley"));
        Answer value = capture(header.formatted("urn:epc:id:sgln:4012345.00006.0", "a\\u0000b"));
        Answer right = capture(header.formatted("urn:epc:id:sgln:4012345.00007.0", "Valley"));

        assertThat(id.body()).contains("NUL").contains("\"success\":false");
        assertThat(value.body()).contains("NUL").contains("\"success\":false");
        assertThat(right.body()).contains("\"success\":true");
        await().untilAsserted(() -> assertThat(
                        wire.get(API + "/masterdata/locations/4012345000078").body())
                .contains("Valley"));
    }

    @Test
    void anEventOfTooManyMembersIsRefusedWithItsPlace() throws IOException {
        String epcs = "\"urn:epc:id:sgtin:0614141.107346.1\",".repeat(20_000);
        String event = "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-04-17T09:26:42-04:00\",\"eventTimeZoneOffset\":"
                + "\"-04:00\",\"action\":\"OBSERVE\",\"epcList\":[" + epcs + "\"urn:epc:id:sgtin:0614141.107346.2\"]}";
        Answer answer = capture(Bombs.HEADER + "\"epcisBody\":{\"eventList\":[" + event + "]}}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("$.epcisBody.eventList[0]", "20001", "20000");
    }

    private static Answer capture(String document) throws IOException {
        return wire.post(API + "/capture", "application/json", document.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Answer> atOnce(Bombs.Bomb bomb) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Answer>> waiting = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                waiting.add(clients.submit(
                        () -> wire.post(API + "/capture", bomb.contentType(), bomb.gzip(), "Content-Encoding: gzip")));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : waiting) answers.add(one.get());
            return answers;
        } finally {
            clients.shutdown();
        }
    }

    /** It answers, nothing is parked, and no memory ran out. */
    private static void goesOn(CapturedOutput output) throws IOException {
        assertThat(wire.get("/actuator/health").status()).isEqualTo(200);
        assertThat(wire.get(API + "/parked-events").body()).contains("\"parked_events\":[]");
        assertThat(output + story.get()).doesNotContain("OutOfMemoryError", "StackOverflowError");
    }
}
