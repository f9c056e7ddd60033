package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.projections.subscription.Subscription;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    /** Names without a network. */
    private record Names(Map<String, String[]> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String[] known = addresses.get(host);
            if (known == null) throw new UnknownHostException(host);
            InetAddress[] resolved = new InetAddress[known.length];
            for (int i = 0; i < known.length; i++) resolved[i] = InetAddress.getByName(known[i]);
            return resolved;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
                        "169.254.169.254",
                "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "224.0.0.1",
                        "255.255.255.255",
                "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
                "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1"
            })
    void addressesOutsideThePublicInternetAreRecognised(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::"
            })
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void nameWithOnePrivateAddressIsRefused() throws UnknownHostException {
        Names names = new Names(Map.of(
                "mixed.example", new String[] {"1.1.1.1", "10.0.0.1"}, "public.example", new String[] {"1.1.1.1"}));
        CheckedDnsResolver strict = new CheckedDnsResolver(names, false);

        assertThat(strict.resolve("public.example")).hasSize(1);
        assertThatThrownBy(() -> strict.resolve("mixed.example"))
                .isInstanceOf(CheckedDnsResolver.RefusedAddressException.class);
        assertThat(new CheckedDnsResolver(names, true).resolve("mixed.example")).hasSize(2);
    }

    @Test
    void multicastIsRefusedEvenWhenPrivateAddressesAreAllowed() {
        Names names =
                new Names(Map.of("all.example", new String[] {"224.0.0.1"}, "any.example", new String[] {"0.0.0.0"}));
        CheckedDnsResolver lenient = new CheckedDnsResolver(names, true);

        assertThatThrownBy(() -> lenient.resolve("all.example"))
                .isInstanceOf(CheckedDnsResolver.RefusedAddressException.class);
        assertThatThrownBy(() -> lenient.resolve("any.example"))
                .isInstanceOf(CheckedDnsResolver.RefusedAddressException.class);
    }

    @Test
    void nameThatLeadsToThisHostIsNotCalled() throws Exception {
        Names names = new Names(Map.of("receiver.example", new String[] {"127.0.0.1"}));
        try (Receiver receiver = new Receiver()) {
            String dest = receiver.url("/a").toString().replace("127.0.0.1", "receiver.example");

            WebhookClient.Answer refused = post(new CheckedDnsResolver(names, false), dest);
            WebhookClient.Answer allowed = post(new CheckedDnsResolver(names, true), dest);

            assertThat(refused.isDelivered()).isFalse();
            assertThat(refused.error()).contains("non-public network");
            assertThat(allowed.isDelivered()).isTrue();
            assertThat(receiver.batches()).hasSize(1);
        }
    }

    private static WebhookClient.Answer post(DnsResolver names, String dest) throws Exception {
        Duration second = Duration.ofSeconds(5);
        SubscriptionSettings settings =
                new SubscriptionSettings(false, 1, 10, second, second, second, second, second, second, 1);
        try (WebhookClient client = new WebhookClient(settings, names, Clock.systemUTC())) {
            Subscription subscription = new Subscription(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    "q",
                    "{}",
                    dest,
                    "No_Preference",
                    Optional.empty(),
                    false,
                    null,
                    Instant.EPOCH,
                    null,
                    null,
                    null);
            return client.post(subscription, "{}".getBytes(StandardCharsets.UTF_8), "1-1", () -> true);
        }
    }
}
