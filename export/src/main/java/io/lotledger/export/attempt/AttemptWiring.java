package io.lotledger.export.attempt;

import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.retention.OrphanedObjectCleanup;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Declares the beans of the saga; their parts stay in this package. */
@Configuration(proxyBeanMethods = false)
public class AttemptWiring {

    @Bean
    Leases leases(JdbcClient jdbc) {
        return new Leases(jdbc);
    }

    @Bean
    ExportWorkers exportWorkers(
            JobHistory history,
            ReadModels readModels,
            WorkbookSource source,
            WorkFolder folder,
            WorkbookStore store,
            ManifestKey key,
            CommandGateway commands,
            Leases leases,
            OrphanedObjectCleanup orphans,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve) {
        ExportWorker worker = new ExportWorker(
                history,
                readModels,
                source,
                folder,
                new RetryingUpload(store, policy),
                key,
                new AttemptReporter(commands, clock),
                leases,
                orphans,
                policy,
                clock,
                reserve);
        return new ExportWorkers(worker, leases, policy, reserve::isShort);
    }
}
