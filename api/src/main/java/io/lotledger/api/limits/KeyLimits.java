package io.lotledger.api.limits;

import org.jspecify.annotations.Nullable;

/**
 * The most requests that a key may send.
 *
 * @param perMinute in a window of one minute; null for no limit
 * @param perDay in a window of 24 hours; null for no limit
 */
public record KeyLimits(
        @Nullable Integer perMinute, @Nullable Integer perDay) {
    public static final KeyLimits NONE = new KeyLimits(null, null);
}
