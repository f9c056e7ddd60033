package io.lotledger.api.chain;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.lotledger.api.load.InFlightReads;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.export.chain.ChainFollower;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.ChainStep;
import io.lotledger.export.chain.CheckpointKeys;
import io.lotledger.export.chain.check.CheckRecords;
import io.lotledger.export.chain.check.CheckTask;
import io.lotledger.export.chain.check.LedgerCheck;
import io.lotledger.export.proof.Dsse;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.postgresql.PostgresqlStoredEntries;
import io.lotledger.projections.index.EventPositions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The hash chain: what extends it, what reads it, and its thread. */
@Configuration(proxyBeanMethods = false)
class ChainWiring {

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false")
    StoredEntries storedEntries(JdbcClient jdbc) {
        return new PostgresqlStoredEntries(jdbc);
    }

    @Bean
    EventPositions eventPositions(JdbcClient jdbc) {
        return new EventPositions(jdbc);
    }

    @Bean
    ChainReader chainReader(JdbcClient jdbc) {
        return new ChainReader(jdbc);
    }

    /** @param former files with the public keys of earlier key pairs, in PEM format */
    @Bean
    CheckpointKeys checkpointKeys(ManifestKey key, @Value("${lotledger.chain.former-keys:}") List<String> former) {
        List<PublicKey> keys = former.stream()
                .filter(file -> !file.isBlank())
                .map(file -> publicKey(Path.of(file.strip())))
                .toList();
        return new CheckpointKeys(key, keys);
    }

    private static PublicKey publicKey(Path file) {
        try {
            return Dsse.publicKey(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStartException(
                    "lotledger.chain.former-keys names " + file + ", which cannot be read: " + e.getMessage() + ".",
                    "Provide a PEM file with the PUBLIC KEY of an earlier manifest-key.pem, or remove it from the setting.");
        }
    }

    @Bean
    ChainStep chainStep(
            StoredEntries log,
            JdbcClient jdbc,
            JdbcOperations statements,
            CheckpointKeys keys,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new ChainStep(log, jdbc, statements, keys, clock, transactions);
    }

    @Bean
    LedgerCheck ledgerCheck(StoredEntries log, JdbcClient jdbc, CheckpointKeys keys) {
        return new LedgerCheck(log, jdbc, keys);
    }

    @Bean
    CheckRecords checkRecords(JdbcClient jdbc) {
        return new CheckRecords(jdbc);
    }

    @Bean
    CheckTask checkTask(
            LedgerCheck check,
            CheckRecords records,
            ObjectProvider<Scheduler> scheduler,
            Clock clock,
            InFlightReads readers) {
        return new CheckTask(check, records, scheduler, clock, readers::areWaiting);
    }

    @Bean
    RecurringTask<Void> recurringCheck(CheckTask task, @Value("${lotledger.chain.check-every:1d}") Duration interval) {
        return task.recurring(interval);
    }

    @Bean
    ChainFollower chainFollower(ChainStep step) {
        return new ChainFollower(step);
    }
}
