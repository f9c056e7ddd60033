package io.lotledger.api.organisations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an organisation's workbooks are kept. Everything else is kept for ever.
 *
 * @param workbookDays at least {@value #LEAST_DAYS}; null for the server's setting
 * @param holdSince null without a legal hold
 * @param holdReason null without a legal hold
 */
public record RetentionOrder(
        @Nullable Integer workbookDays,
        @Nullable Instant holdSince,
        @Nullable String holdReason) {
    /** Two years, of which one may be a leap year (21 CFR 1.1455(d)). */
    static final int LEAST_DAYS = 731;

    /** 100 years. */
    static final int MOST_DAYS = 36_525;

    static final int LONGEST_REASON = 200;
}
