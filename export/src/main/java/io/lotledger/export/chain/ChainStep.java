package io.lotledger.export.chain;

import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of the chain in one transaction: it claims the chain, adds the next batch of the log's entries to the trees of their
 * organisations, and signs a checkpoint for each tree that grew. The next holder of the claim, on any node, goes on where the last
 * commit ended.
 */
public final class ChainStep {
    private static final int POSITIONS_PER_STEP = 5_000;
    /** How often the time of the last full coverage is written while nothing is captured. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final StoredEntries log;
    private final ChainTables tables;
    private final CheckpointKeys keys;
    private final Clock clock;
    private final TransactionTemplate transaction;

    public ChainStep(
            StoredEntries log,
            JdbcClient jdbc,
            JdbcOperations statements,
            CheckpointKeys keys,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.log = log;
        this.tables = new ChainTables(jdbc, statements);
        this.keys = keys;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @return whether more of the log waits */
    public boolean run() {
        Boolean more =
                transaction.execute(status -> tables.claim().map(this::extend).orElse(false));
        return Boolean.TRUE.equals(more);
    }

    private boolean extend(long position) {
        long head = log.head();
        if (position > head)
            throw new ChainBrokenException("the chain covers the log up to position " + position
                    + ", but the log ends at " + head + ": entries are gone from its end");
        Instant now = clock.instant();
        if (position == head) {
            tables.covered(now, now.minus(HEARTBEAT));
            return false;
        }
        StoredEntries.Run run = log.stored(position, Math.min(head, position + POSITIONS_PER_STEP));
        add(run.entries(), now);
        tables.advance(run.upTo());
        if (run.upTo() == head) tables.covered(now, now);
        return run.upTo() < head;
    }

    private void add(List<StoredEntry> entries, Instant now) {
        if (entries.isEmpty()) return;
        Map<UUID, List<StoredEntry>> byOrganisation = new LinkedHashMap<>();
        for (StoredEntry entry : entries) {
            byOrganisation
                    .computeIfAbsent(EntryLeaf.organisation(entry), organisation -> new ArrayList<>())
                    .add(entry);
        }
        Map<UUID, OrganisationTree> trees = tables.trees(byOrganisation.keySet(), keys);
        trees.forEach((organisation, tree) ->
                byOrganisation.getOrDefault(organisation, List.of()).forEach(tree::add));
        tables.save(
                trees,
                trees.values().stream()
                        .map(tree -> keys.sign(tree.checkpoint(now)))
                        .toList());
    }
}
