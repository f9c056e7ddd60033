package io.lotledger.api.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.bench.CpuTimes;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Processor time of this JVM and PostgreSQL until all tables hold many versions of descriptions. Options: {@code -Dplaces=2000},
 * {@code -Dversions=2000}.
 */
class MasterDataBenchmark {
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final ApiClient admin = new ApiClient(
            server.baseUrl(),
            keys.create(keys.organisation("Master data " + UUID.randomUUID()), "admin", Set.of(Role.ADMIN)));

    @Test
    void manyPlaces() {
        int places = Integer.getInteger("places", 2000);
        capture(0, 200, "W");
        for (int version = 0; version < 5; version++) {
            long before = processorTime();
            for (int from = 0; from < places; from += 500) capture(1000 + from, 500, "version " + version);
            awaitTables();
            report("version " + version + " of " + places + " places", places, before);
        }
        long before = processorTime();
        for (int from = 0; from < places; from += 500) capture(1000 + from, 500, "version 4");
        awaitTables();
        report("the last again, of a newer document", places, before);
    }

    @Test
    void manyVersions() {
        int versions = Integer.getInteger("versions", 2000);
        for (int i = 0; i < 100; i++) capture(9, 1, "W" + i);
        for (int from = 0; from < versions; from += versions / 5) {
            long before = processorTime();
            for (int i = 0; i < versions / 5; i++) capture(7, 1, "version " + (from + i));
            awaitTables();
            report("documents of one place, from version " + from, versions / 5, before);
        }
        for (int from = 0; from < versions; from += versions / 5) {
            long before = processorTime();
            for (int i = 0; i < versions / 5; i++) put(8, "version " + (from + i));
            awaitTables();
            report("PUTs of one place, from version " + from, versions / 5, before);
        }
    }

    private long sent;

    private void capture(int from, int count, String name) {
        StringJoiner elements = new StringJoiner(",");
        for (int i = from; i < from + count; i++) {
            elements.add("""
                    {"id":"https://id.gs1.org/414/%s","attributes":[{"id":"cbvmda:name","attribute":"Place %d %s"},
                     {"id":"cbvmda:streetAddressOne","attribute":"%d Row"},{"id":"cbvmda:city","attribute":"Salinas"},
                     {"id":"cbvmda:telephone","attribute":"+1 831 555 %d"}]}""".formatted(gln(i), i, name, i, i));
        }
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"%s","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                  {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s]}]}},"epcisBody":{"eventList":[]}}""".formatted(FIRST.plusSeconds(sent++), elements);
        assertThat(admin.capture(document).status()).isEqualTo(202);
    }

    private void put(int place, String name) {
        ApiClient.Answer answer = admin.put(
                "/masterdata/locations/" + gln(place),
                "{\"attributes\":{\"name\":\"" + name + "\",\"city\":\"Salinas\"}}");
        assertThat(answer.status()).isLessThan(300);
    }

    private static String gln(int i) {
        String digits = "0614141%05d".formatted(i);
        return digits + CheckDigit.of(digits);
    }

    private void awaitTables() {
        long head = server.bean(ReadModels.class).head();
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        await().atMost(Duration.ofMinutes(1)).until(() -> positions.covers(head));
    }

    private void report(String what, int versions, long before) {
        System.out.printf("%s: %.2f ms of CPU a version%n", what, (processorTime() - before) / 1e6 / versions);
    }

    private long processorTime() {
        return CpuTimes.now(server.bean(JdbcTemplate.class), "main").total();
    }
}
