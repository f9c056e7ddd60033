package io.lotledger.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.FirstKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Limits of keys at the door, and the count that nodes share. */
class RateLimitIT {
    private static final String PATH = "/lots?q=a";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiClient operator = new ApiClient(
            server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());

    @Test
    void requestBeyondTheLimitIsRefusedWithTheTimeToComeBack() {
        ApiClient key = key("{\"per_minute\": 5, \"per_day\": 100}");

        for (int left = 4; left >= 0; left--) {
            ApiClient.Answer answer = key.get(PATH);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("5;w=60, 100;w=86400");
            assertThat(answer.header("RateLimit-Limit")).isEqualTo("5");
            assertThat(answer.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
            assertThat(Integer.parseInt(answer.header("RateLimit-Reset"))).isBetween(1, 60);
            assertThat(answer.header("Retry-After")).isEmpty();
        }
        ApiClient.Answer refused = key.get(PATH);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("Retry-After")).isEqualTo(refused.header("RateLimit-Reset"));
        assertThat(refused.body().path("retry_after_seconds").asInt())
                .isEqualTo(Integer.parseInt(refused.header("Retry-After")));
        assertThat(refused.text("detail")).contains("5 requests").doesNotContain("ll_");
    }

    @Test
    void dayIsALimitOfItsOwn() {
        ApiClient key = key("{\"per_minute\": 100, \"per_day\": 2}");

        assertThat(key.get(PATH).header("RateLimit-Limit")).isEqualTo("2");
        key.get(PATH);
        ApiClient.Answer refused = key.get(PATH);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_400);
    }

    @Test
    void changedLimitTakesEffectAtOnceAndKeysOfOperatorsMayHaveNone() {
        ApiClient.Answer made = create("{\"per_minute\": 1}");
        ApiClient key = new ApiClient(server.baseUrl(), made.text("api_key"));
        assertThat(key.get(PATH).status()).isEqualTo(200);
        assertThat(key.get(PATH).status()).isEqualTo(429);

        String id = made.text("key_id");
        operator.patch("/keys/" + id, "{\"limits\": {\"per_minute\": null, \"per_day\": null}}");

        ApiClient.Answer free = key.get(PATH);
        assertThat(free.status()).isEqualTo(200);
        assertThat(free.header("RateLimit-Limit")).isEmpty();
    }

    @Test
    void publicPathNeitherLooksAtAKeyNorCountsIt() {
        ApiClient key =
                new ApiClient(server.baseUrl(), create("{\"per_minute\": 1}").text("api_key"));

        for (int i = 0; i < 3; i++)
            assertThat(key.actuator("/health/liveness").status()).isEqualTo(200);

        assertThat(key.get(PATH).status()).isEqualTo(200);
    }

    @Test
    void firstKeyHasNoLimit() {
        assertThat(operator.get(PATH).header("RateLimit-Policy")).isEmpty();
    }

    /** A node is an instance with a memory of its own; the database is all that both have. */
    @Test
    void twoNodesShareTheCountUpToATenth() {
        RateLimits first = new RateLimits(server.bean(DataSource.class));
        RateLimits second = new RateLimits(server.bean(DataSource.class));
        try {
            KeyLimits limits = new KeyLimits(100, null);
            String key = "shared" + UUID.randomUUID();
            int admitted = 0;
            for (int i = 0; i < 200; i++) {
                if (admits(i % 2 == 0 ? first : second, key, limits)) admitted++;
            }
            assertThat(admitted).isBetween(100, 100 + 2 * 10);

            String other = "turns" + UUID.randomUUID();
            for (int i = 0; i < 100; i++)
                assertThat(admits(first, other, limits)).isTrue();
            await().until(() -> !admits(second, other, limits));
        } finally {
            first.destroy();
            second.destroy();
        }
    }

    /** The library itself is trusted with time; this shows that most requests take no statement. */
    @Test
    void mostRequestsTakeNoRoundTrip() {
        CountingDataSource database = new CountingDataSource(server.bean(DataSource.class));
        RateLimits node = new RateLimits(database);
        try {
            for (int i = 0; i < 1_000; i++) admits(node, "busy", new KeyLimits(1_000_000, null));
            assertThat(database.connections()).isLessThan(30);
        } finally {
            node.destroy();
        }
    }

    @Test
    void databaseThatIsAwayDoesNotStopARequest() {
        RateLimits node = new RateLimits(CountingDataSource.broken());
        try {
            assertThat(node.count("any", new KeyLimits(1, 1))).isEmpty();
        } finally {
            node.destroy();
        }
    }

    @Test
    void countsHoldNoSecret() {
        ApiClient.Answer made = create("{\"per_minute\": 7}");
        new ApiClient(server.baseUrl(), made.text("api_key")).get(PATH);

        List<String> ids = server.bean(JdbcClient.class)
                .sql("select id from rate_bucket where id like :key")
                .param("key", made.text("key_id") + "%")
                .query(String.class)
                .list();
        assertThat(ids)
                .containsExactlyInAnyOrder(
                        made.text("key_id") + " 7 per MINUTE", made.text("key_id") + " 10000 per DAY");
    }

    private static boolean admits(RateLimits node, String key, KeyLimits limits) {
        Optional<RateLimitStanding> standing = node.count(key, limits);
        return standing.isPresent() && !standing.get().exceeded();
    }

    private ApiClient key(String limits) {
        return new ApiClient(server.baseUrl(), create(limits).text("api_key"));
    }

    private ApiClient.Answer create(String limits) {
        return operator.create("/keys", "{\"name\": \"limited\", \"roles\": [\"query\"], \"limits\": " + limits + "}");
    }
}
