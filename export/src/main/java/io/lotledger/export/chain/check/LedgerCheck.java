package io.lotledger.export.chain.check;

import io.lotledger.export.chain.CheckpointKeys;
import io.lotledger.export.chain.EntryLeaf;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares every captured entry of the log with the trees, in one pass in the order of the log. It changes nothing, and memory
 * holds a section of the log and a few tiles of each organisation.
 */
public final class LedgerCheck {
    private static final int POSITIONS_PER_RUN = 5_000;

    private final StoredEntries log;
    private final JdbcClient jdbc;
    private final CheckpointKeys keys;

    public LedgerCheck(StoredEntries log, JdbcClient jdbc, CheckpointKeys keys) {
        this.log = log;
        this.jdbc = jdbc;
        this.keys = keys;
    }

    private record Extent(long position, @Nullable UUID organisation, long sequence, long treeSize) {}

    /**
     * Compares what the chain covers now.
     *
     * @param faults receives each difference
     * @param goesOn receives the position after each section, and says whether to go on
     * @return whether everything was compared
     */
    public boolean run(Consumer<ChainFault> faults, LongPredicate goesOn) {
        List<Extent> extents = extents();
        if (extents.isEmpty()) {
            positionIsGone(faults);
            return true;
        }
        long until = extents.get(0).position();
        long end = Math.min(until, log.head()); // entries may be gone from the end of the log
        Comparison comparison = new Comparison(extents, faults);
        for (long position = 0; position < end; ) {
            StoredEntries.Run run = log.stored(position, Math.min(end, position + POSITIONS_PER_RUN));
            run.entries().forEach(comparison::compare);
            position = run.upTo();
            if (!goesOn.test(position)) return false;
        }
        comparison.finish(until);
        return true;
    }

    /** Nothing can be compared, which concerns every organisation. */
    private void positionIsGone(Consumer<ChainFault> faults) {
        jdbc.sql("select organisation from organisation order by created_at, organisation")
                .query(UUID.class)
                .list()
                .forEach(organisation -> faults.accept(new ChainFault(
                        organisation,
                        FaultKind.POSITION_MISSING,
                        null,
                        null,
                        null,
                        "the position of the chain is gone, so nothing was compared and nothing is covered;"
                                + " restore the row of chain_progress from a backup")));
    }

    /** One statement, so that position and checkpoints are of one moment. */
    private List<Extent> extents() {
        return jdbc.sql("""
                        select p.position, o.organisation, coalesce(c.sequence, 0) as sequence,
                               coalesce(c.tree_size, 0) as tree_size
                          from chain_progress p
                          left join (
                            select organisation from chain_tile where level = 0
                            union
                            select organisation from chain_checkpoint) o on true
                          left join lateral (
                            select sequence, tree_size
                              from chain_checkpoint
                             where organisation = o.organisation
                             order by sequence desc
                             limit 1) c on true
                        """)
                .query((row, n) -> new Extent(
                        row.getLong("position"),
                        row.getObject("organisation", UUID.class),
                        row.getLong("sequence"),
                        row.getLong("tree_size")))
                .list();
    }

    /** Merges the log with the leaves of all trees, by log position. */
    private final class Comparison {
        private final Consumer<ChainFault> faults;
        private final Map<UUID, TreeComparison> trees = new HashMap<>();
        private final PriorityQueue<Next> next = new PriorityQueue<>(Comparator.comparingLong(Next::position));

        private record Next(long position, TreeComparison tree) {}

        Comparison(List<Extent> extents, Consumer<ChainFault> faults) {
            this.faults = faults;
            for (Extent extent : extents) {
                if (extent.organisation() != null) wait(tree(extent.organisation(), extent));
            }
        }

        private TreeComparison tree(UUID organisation, Extent extent) {
            TreeComparison tree = new TreeComparison(
                    organisation,
                    new StoredLeaves(jdbc, organisation, extent.treeSize(), faults),
                    new StoredCheckpoints(jdbc, keys, organisation, extent.sequence(), faults),
                    faults);
            trees.put(organisation, tree);
            return tree;
        }

        private void wait(TreeComparison tree) {
            if (tree.nextPosition() < Long.MAX_VALUE) next.add(new Next(tree.nextPosition(), tree));
        }

        void compare(StoredEntry entry) {
            missingBefore(entry.position());
            UUID organisation = EntryLeaf.organisation(entry);
            MerkleHash hash = EntryLeaf.of(entry);
            Supplier<String> subject = () -> Objects.requireNonNullElse(EntryLeaf.subject(entry), "");
            Next head = next.peek();
            if (head != null && head.position() == entry.position()) {
                next.remove();
                head.tree().compare(hash, subject, organisation);
                wait(head.tree());
                return;
            }
            TreeComparison tree = trees.get(organisation);
            if (tree == null) tree = tree(organisation, new Extent(0, organisation, 0, 0));
            TreeComparison own = tree;
            next.removeIf(waiting -> waiting.tree() == own);
            own.entryIsAdded(hash, entry.position(), subject);
            wait(own);
        }

        private void missingBefore(long position) {
            for (Next head = next.peek(); head != null && head.position() < position; head = next.peek()) {
                next.remove();
                head.tree().entryIsMissing();
                wait(head.tree());
            }
        }

        void finish(long until) {
            missingBefore(until + 1);
            trees.values().forEach(TreeComparison::finish);
        }
    }
}
