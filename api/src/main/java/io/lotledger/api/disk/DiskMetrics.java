package io.lotledger.api.disk;

import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Free bytes of the tightest volume, its reserve, and whether it is short. */
@Component
final class DiskMetrics implements MeterBinder {
    private final DiskReserve reserve;

    DiskMetrics(DiskReserve reserve) {
        this.reserve = reserve;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lotledger.disk.free", reserve, of -> of.tightest().free())
                .baseUnit("bytes")
                .description("Free bytes of the volume of the data directory")
                .register(registry);
        Gauge.builder("lotledger.disk.reserve", reserve, of -> of.tightest().reserve())
                .baseUnit("bytes")
                .description("Bytes of the volume that are kept free")
                .register(registry);
        Gauge.builder("lotledger.disk.short", reserve, of -> of.isShort() ? 1 : 0)
                .description("1 while less than the reserve is free: requests that write get 503")
                .register(registry);
    }
}
