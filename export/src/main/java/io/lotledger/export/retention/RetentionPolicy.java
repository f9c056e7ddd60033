package io.lotledger.export.retention;

import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.retention.OwnRetentions.OwnRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How long workbooks are kept: by the server's setting, unless the organisation has its own or is under legal hold. */
public final class RetentionPolicy {
    private final Duration retention;
    private final OwnRetentions own;

    /** @param retention how long a workbook is kept after its delivery */
    public RetentionPolicy(Duration retention, OwnRetentions own) {
        if (retention.isNegative() || retention.isZero())
            throw new IllegalArgumentException("the retention of workbooks must be positive, not " + retention);
        this.retention = retention;
        this.own = own;
    }

    /** When the retention of a delivery ends; empty under legal hold. */
    public Optional<Instant> until(UUID organisation, WorkbookDelivered delivery) {
        return of(own.all().get(organisation)).map(kept -> delivery.at().plus(kept));
    }

    /** Whether a legal hold keeps every workbook of the organisation. */
    public boolean isOnHold(UUID organisation) {
        OwnRetention kept = own.all().get(organisation);
        return kept != null && kept.onHold();
    }

    /** The organisations under legal hold. */
    public Set<UUID> onHold() {
        Set<UUID> held = new HashSet<>();
        own.all().forEach((organisation, kept) -> {
            if (kept.onHold()) held.add(organisation);
        });
        return held;
    }

    Duration standard() {
        return retention;
    }

    /** By organisation; empty under legal hold. Other organisations have the {@link #standard}. */
    Map<UUID, Optional<Duration>> exceptions() {
        Map<UUID, Optional<Duration>> exceptions = new HashMap<>();
        own.all().forEach((organisation, kept) -> exceptions.put(organisation, of(kept)));
        return exceptions;
    }

    private Optional<Duration> of(@Nullable OwnRetention kept) {
        if (kept == null) return Optional.of(retention);
        if (kept.onHold()) return Optional.empty();
        return Optional.of(kept.retention() == null ? retention : kept.retention());
    }
}
