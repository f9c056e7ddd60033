package io.lotledger.api.subscriptions;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code lotledger.subscriptions.*}.
 *
 * @param allowPrivateAddresses whether webhooks may be in loopback, private and other non-public networks
 * @param workers webhooks that one node calls at the same time
 * @param batchEvents most events in one delivery
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest delivery, from the connection to the receiver's answer
 * @param lease how long another node waits before it takes over from a node that died
 * @param firstPause pause after the first failed attempt; each further one doubles it
 * @param longestPause longest pause between attempts
 * @param giveUpAfter a subscription whose receiver fails this long is suspended
 * @param webSockets most WebSockets open at one node
 */
@ConfigurationProperties("lotledger.subscriptions")
record SubscriptionSettings(
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("16") int workers,
        @DefaultValue("500") int batchEvents,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("1000") int webSockets) {

    /** The pause before the next attempt, without jitter. */
    Duration pauseAfter(int failedAttempts) {
        Duration pause = firstPause;
        for (int i = 1; i < failedAttempts && pause.compareTo(longestPause) < 0; i++) pause = pause.multipliedBy(2);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
