package io.lotledger.api.disk;

import io.lotledger.api.wiring.LotledgerSettings;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The reserve of the data directory, and of those of its folders that an operator may have put on a volume of their own. */
@Configuration(proxyBeanMethods = false)
class DiskWiring {

    @Bean
    DiskReserve diskReserve(
            LotledgerSettings settings, @Value("${lotledger.disk-reserve:#{null}}") @Nullable DataSize reserve) {
        Path data = settings.dataDir();
        List<Path> places = List.of(
                data,
                data.resolve("postgresql"),
                data.resolve("postgresql").resolve("pg_wal"),
                data.resolve("spool"),
                data.resolve("exports"));
        return new DiskReserve(places, reserve == null ? null : reserve.toBytes());
    }
}
