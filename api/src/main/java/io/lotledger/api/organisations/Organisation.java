package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param suspendedAt null while its keys work
 * @param keyLimits the limits of its new keys, and the most that its admins may set; null for no limit
 * @param retention of its workbooks
 * @param operatesServer whether it is the ledger's first organisation, whose admins are the operators
 */
public record Organisation(
        UUID id,
        String name,
        Instant createdAt,
        @Nullable Instant suspendedAt,
        KeyLimits keyLimits,
        RetentionOrder retention,
        boolean operatesServer) {}
