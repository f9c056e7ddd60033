package io.lotledger.api.wiring;

import io.lotledger.api.load.InFlightReads;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.CaptureSettings;
import io.lotledger.ingest.capture.DeclaredEvents;
import io.lotledger.ingest.capture.MasterDataCapture;
import io.lotledger.ingest.capture.ProjectedRecords;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureMeter;
import io.lotledger.ingest.capture.masterdata.CurrentDescriptions;
import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.masterdata.MasterDataDirectory;
import io.lotledger.ingest.capture.masterdata.ProjectedDescriptions;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.postgresql.PostgresqlLog;
import io.lotledger.ingest.eventlog.postgresql.StoredPayloads;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Capture, and the event log it writes to. */
@Configuration(proxyBeanMethods = false)
class IngestWiring {

    /** Axon's chain holds every {@code EventUpcaster} bean, ordered by {@code @Order}. */
    @Bean
    StoredPayloads storedPayloads(
            @Qualifier("eventSerializer") Serializer serializer, org.axonframework.config.Configuration axon) {
        return new StoredPayloads(serializer, axon.upcasterChain());
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false")
    EventLog eventLog(
            EventStore store,
            @Qualifier("eventSerializer") Serializer serializer,
            StoredPayloads payloads,
            JdbcClient jdbc) {
        return PostgresqlLog.open(store, serializer, payloads, jdbc);
    }

    @Bean
    CaptureJobs captureJobs(JdbcClient jdbc, JdbcOperations batches) {
        return new CaptureJobs(jdbc, batches);
    }

    @Bean
    DescribedKeyCache describedKeys(MasterDataDirectory directory) {
        return new DescribedKeyCache(directory);
    }

    @Bean
    CurrentDescriptions currentDescriptions(ProjectedDescriptions projected, LogReader log) {
        return new CurrentDescriptions(projected, log);
    }

    @Bean
    Capture capture(
            EventLog log,
            CaptureJobs jobs,
            PlatformTransactionManager transactions,
            CurrentDescriptions descriptions,
            DescribedKeyCache described,
            LotledgerSettings settings,
            Clock clock,
            InFlightReads readers,
            CaptureMeter meter,
            DeclaredEvents declared,
            ProjectedRecords used,
            DiskReserve reserve) {
        CaptureSettings limits = new CaptureSettings(
                settings.capture().eventLimit(),
                settings.capture().eventMemberLimit(),
                settings.capture().fileSizeLimit().toBytes(),
                settings.dataDir().resolve("spool"),
                settings.capture().commitTimeout());
        return new Capture(
                log,
                jobs,
                transactions,
                descriptions,
                described,
                limits,
                clock,
                readers::areWaiting,
                meter,
                declared,
                used,
                reserve);
    }

    @Bean
    MasterDataCapture masterDataCapture(
            EventLog log,
            PlatformTransactionManager transactions,
            CurrentDescriptions descriptions,
            DescribedKeyCache described,
            Clock clock) {
        return new MasterDataCapture(log, transactions, descriptions, described, clock);
    }
}
