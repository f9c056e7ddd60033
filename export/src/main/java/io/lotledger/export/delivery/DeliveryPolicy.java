package io.lotledger.export.delivery;

import java.time.Duration;

/** @param linkLifetime how long a signed link works; S3 allows seven days at most */
public record DeliveryPolicy(Duration linkLifetime) {
    public static final Duration LONGEST = Duration.ofDays(7);

    public DeliveryPolicy {
        if (linkLifetime.toSeconds() < 1 || linkLifetime.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(
                    "the lifetime of a signed link must be 1 s to 7 days, not " + linkLifetime);
    }
}
