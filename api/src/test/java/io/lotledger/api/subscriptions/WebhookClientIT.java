package io.lotledger.api.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.projections.subscription.Subscription;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Deliveries to a receiver, without the server. */
class WebhookClientIT {
    private static final SubscriptionSettings SETTINGS = new SubscriptionSettings(
            true,
            2,
            500,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            10);

    private final Receiver receiver = new Receiver();
    private final AtomicBoolean isWanted = new AtomicBoolean(true);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void deliveryThatIsNoLongerWantedWhenItsConnectionIsThereIsNotSent() throws Exception {
        try (WebhookClient client = client(() -> isWanted.set(false))) {
            WebhookClient.Answer answer = client.post(subscription(), "{}".getBytes(UTF_8), "", isWanted::get);

            assertThat(answer.isUnwanted()).isTrue();
            assertThat(receiver.batches()).isEmpty();

            isWanted.set(true);
            assertThat(client.post(subscription(), "{}".getBytes(UTF_8), "", () -> true)
                            .isDelivered())
                    .isTrue();
        }
    }

    @Test
    void databaseThatIsAwayIsNoFailureOfTheReceiver() throws Exception {
        try (WebhookClient client = client(() -> {})) {
            assertThatThrownBy(() -> client.post(subscription(), "{}".getBytes(UTF_8), "", () -> {
                        throw new DataAccessResourceFailureException("away");
                    }))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            assertThat(receiver.batches()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                            | PT2M",
                "7200                           | PT2H",
                "99999999                       | PT24H",
                "99999999999999999999999        | PT24H",
                "Thu, 01 Jan 1970 01:00:00 GMT  | PT1H",
                "Fri, 31 Dec 9999 23:59:59 GMT  | PT24H",
                "soon                           | PT0S"
            })
    void receiversPauseIsFollowedUpToADay(String retryAfter, Duration pause) throws Exception {
        receiver.answers(503);
        receiver.asksToRetryAfter(retryAfter);
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

        try (WebhookClient client = new WebhookClient(SETTINGS, loopback(() -> {}), clock)) {
            assertThat(client.post(subscription(), "{}".getBytes(UTF_8), "", () -> true)
                            .retryAfter())
                    .isEqualTo(pause);
        }
    }

    private static WebhookClient client(Runnable connecting) {
        return new WebhookClient(SETTINGS, loopback(connecting), Clock.systemUTC());
    }

    private static DnsResolver loopback(Runnable connecting) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                connecting.run();
                return InetAddress.getAllByName("127.0.0.1");
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private Subscription subscription() {
        return new Subscription(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "shipments",
                "{}",
                URI.create("http://receiver.example:" + receiver.url("/a").getPort() + "/a")
                        .toString(),
                "Always_GS1_Digital_Link",
                Optional.empty(),
                false,
                null,
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
