package io.lotledger.api.disk;

import io.lotledger.ingest.eventlog.outage.DiskReserve;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Reports how much of the disk is free beside the reserve.
 *
 * <p>{@code DEGRADED} and not {@code OUT_OF_SERVICE}: reads go on, so the node stays ready.
 */
@Component("disk")
final class DiskHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "the disk is short: requests that write get 503");

    private final DiskReserve reserve;

    DiskHealth(DiskReserve reserve) {
        this.reserve = reserve;
    }

    @Override
    public Health health() {
        DiskReserve.Volume volume = reserve.tightest();
        Health.Builder health = reserve.isShort()
                ? Health.status(DEGRADED)
                        .withDetail(
                                "action",
                                "make room on this volume, or enlarge it; everything goes on by itself then. A smaller"
                                        + " lotledger.disk-reserve and a restart give a little time")
                : Health.up();
        return health.withDetail("path", volume.place().toString())
                .withDetail("free", volume.freeInWords())
                .withDetail("reserve", volume.reserveInWords())
                .build();
    }
}
