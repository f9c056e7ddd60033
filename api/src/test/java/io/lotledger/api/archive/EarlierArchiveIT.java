package io.lotledger.api.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Archives that mark each PUT and PATCH in the same way, and ledgers that captured one. Those versions recorded a PUT or PATCH as the
 * whole of one spelling of the id.
 */
class EarlierArchiveIT {
    private static final String PACKER = "/masterdata/locations/0614141000029";
    private static final String ROMAINE = "/masterdata/products/10614141073464";
    private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant PATCHED = Instant.parse("2026-11-20T09:00:01Z");
    private static final Instant PUT = Instant.parse("2026-11-20T09:00:02Z");

    private static final Instant IMPORTED = Instant.parse("2026-11-25T00:00:00Z");

    private final LotledgerServer server = LotledgerServer.shared();
    private final UUID organisation =
            server.bean(ApiKeys.class).organisation("Captures an earlier archive " + UUID.randomUUID());
    private final ApiClient admin = client(organisation);
    private final Map<UUID, Long> appended = new HashMap<>();

    @Test
    void describesWhatTheLedgerItCameFromDescribes() throws IOException {
        UUID source = server.bean(ApiKeys.class).organisation("Has an earlier archive " + UUID.randomUUID());
        record(source, false);

        assertThat(admin.capture(earlierArchive()).status()).isEqualTo(202);

        assertDescriptions(admin);
        assertDescriptions(client(source));
        assertThat(archive(admin)).contains("#said").doesNotContain("#whole", "#put");
    }

    @Test
    void ledgerThatCapturedItBeforeKeepsWhatDocumentsSaid() {
        record(organisation, true);

        assertDescriptions(admin);
        ApiClient.Answer patched = admin.patch(PACKER, "{\"attributes\":{\"state\":\"CA\"}}");
        assertThat(patched.body().at("/attributes").toString())
                .isEqualTo(
                        "{\"city\":\"Salinas\",\"name\":\"Valley Packing\",\"state\":\"CA\",\"telephone\":\"+1 831 555 0100\"}");
    }

    @Test
    void sameArchiveAgainAddsNothing() throws IOException {
        admin.capture(earlierArchive());
        int versions = admin.query(PACKER).body().at("/versions").size();

        admin.capture(earlierArchive());

        assertThat(admin.query(PACKER).body().at("/versions")).hasSize(versions);
    }

    /** The version that had the old mark gave it to a PUT alone; only its log tells that from the archives before it. */
    @Test
    void putThatHasTheOldMarkInTheLogReplacesWhatDocumentsSaid() throws IOException {
        record(organisation, false);
        append(
                organisation,
                new MasterDataCaptured(
                        organisation,
                        MasterDataCaptured.changedBy("1"),
                        IMPORTED,
                        "Location",
                        "https://id.gs1.org/414/0614141000029",
                        Map.of("name", List.of("Packing Shed"), "urn:lotledger:fsma204#whole", List.of("true")),
                        null));

        assertThat(admin.query(PACKER).body().at("/attributes").toString()).isEqualTo("{\"name\":\"Packing Shed\"}");
        assertThat(archive(admin)).contains("#put").doesNotContain("#whole");
    }

    /** A document of a partner could otherwise remove what others said. */
    @Test
    void onlyAnAdminMayCaptureWhatAnArchiveHasOfAPut() throws IOException {
        record(organisation, false);
        String replacing = earlierArchive().replace("#whole", "#put");
        ApiClient partner = new ApiClient(
                server.baseUrl(), server.bean(ApiKeys.class).create(organisation, "partner", Set.of(Role.CAPTURE)));

        ApiClient.Answer refused = partner.capture(replacing);
        ApiClient.Answer job = partner.captureJob(refused.text("captureID"));

        assertThat(job.body().path("success").asBoolean()).isFalse();
        assertThat(job.body().path("errors").toString()).contains("role admin", "urn:lotledger:fsma204#put");
        assertDescriptions(admin);
        assertThat(admin.capture(replacing).body().path("success").asBoolean()).isTrue();
    }

    private static String archive(ApiClient client) throws IOException {
        StringBuilder text = new StringBuilder();
        for (byte[] file : ArchiveIT.files(client.query("/audit/archive")).values())
            text.append(new String(file, StandardCharsets.UTF_8));
        return text.toString();
    }

    private static void assertDescriptions(ApiClient client) {
        assertThat(client.query(PACKER).body().at("/attributes").toString())
                .isEqualTo("{\"city\":\"Salinas\",\"name\":\"Valley Packing\",\"telephone\":\"+1 831 555 0100\"}");
        assertThat(client.query(ROMAINE).body().at("/attributes").toString())
                .isEqualTo("{\"brandName\":\"Valley\",\"productName\":\"Romaine hearts\"}");
    }

    /** What the log has of documents and of changes by a key, or of a capture of their archive. */
    private void record(UUID owner, boolean isImported) {
        record(
                owner,
                isImported,
                new Said(OCTOBER, false, "Location", "urn:epc:id:sgln:0614141.00002.0"),
                Map.of(
                        "urn:epcglobal:cbv:mda#name",
                        List.of("Valley Packing"),
                        "urn:epcglobal:cbv:mda#city",
                        List.of("Salinas")));
        record(
                owner,
                isImported,
                new Said(PATCHED, true, "Location", "https://id.gs1.org/414/0614141000029"),
                Map.of("telephone", List.of("+1 831 555 0100")));
        record(
                owner,
                isImported,
                new Said(OCTOBER, false, "EPCClass", "urn:epc:idpat:sgtin:0614141.107346.*"),
                Map.of(
                        "urn:epcglobal:cbv:mda#tradeItemDescription", List.of("Romaine"),
                        "urn:epcglobal:cbv:mda#brandName", List.of("Valley")));
        record(
                owner,
                isImported,
                new Said(PUT, true, "EPCClass", "https://id.gs1.org/01/10614141073464"),
                Map.of("productName", List.of("Romaine hearts")));
    }

    private record Said(Instant time, boolean byKey, String vocabulary, String id) {}

    private void record(UUID owner, boolean isImported, Said said, Map<String, List<String>> attributes) {
        Map<String, List<String>> recorded = new TreeMap<>(attributes);
        if (isImported && said.byKey()) recorded.put("urn:lotledger:fsma204#whole", List.of("true"));
        Instant recordTime = isImported ? IMPORTED : said.byKey() ? said.time() : PATCHED;
        append(
                owner,
                new MasterDataCaptured(
                        owner,
                        said.byKey() && !isImported ? MasterDataCaptured.changedBy("1") : "1",
                        recordTime,
                        said.vocabulary(),
                        said.id(),
                        recorded,
                        said.byKey() && !isImported ? null : said.time()));
    }

    private void append(UUID owner, MasterDataCaptured version) {
        EventLog log = server.bean(EventLog.class);
        UUID stream = LogStreams.masterData(owner, version.vocabulary(), version.id());
        log.append(List.of(
                new LogEntry(stream, appended.merge(stream, 1L, Long::sum) - 1, version.recordTime(), version)));
        log.wake();
    }

    private static String earlierArchive() throws IOException {
        try (InputStream in = EarlierArchiveIT.class.getResourceAsStream("/archives/of-marked-changes.jsonld")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ApiClient client(UUID owner) {
        return new ApiClient(server.baseUrl(), server.bean(ApiKeys.class).create(owner, "test", Set.of(Role.ADMIN)));
    }
}
