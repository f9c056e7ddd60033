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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    private static WebhookClient client(Runnable connecting) {
        return new WebhookClient(
                SETTINGS,
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        connecting.run();
                        return InetAddress.getAllByName("127.0.0.1");
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                },
                Clock.systemUTC());
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
