package io.lotledger.export.chain.check;

import io.lotledger.export.chain.Checkpoint;
import io.lotledger.export.chain.CheckpointKeys;
import io.lotledger.export.chain.SignedCheckpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checkpoints of one organisation in order. Each is checked as it is read; a faulty one is reported and left out. */
final class StoredCheckpoints {
    private static final int SECTION = 200;

    private final JdbcClient jdbc;
    private final CheckpointKeys keys;
    private final UUID organisation;
    private final long last;
    private final Consumer<ChainFault> faults;
    private final Deque<Row> section = new ArrayDeque<>();
    private long read;
    private @Nullable SignedCheckpoint before;
    private @Nullable Checkpoint next;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(long sequence, long treeSize, byte[] payload, String keyId, byte[] signature) {}

    /** @param last sequence of the last one to read */
    StoredCheckpoints(JdbcClient jdbc, CheckpointKeys keys, UUID organisation, long last, Consumer<ChainFault> faults) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.organisation = organisation;
        this.last = last;
        this.faults = faults;
        advance();
    }

    /** The next sound checkpoint; null after the last. */
    @Nullable
    Checkpoint next() {
        return next;
    }

    void advance() {
        next = null;
        while (next == null) {
            Row row = row();
            if (row == null) return;
            next = checked(row);
        }
    }

    private @Nullable Row row() {
        if (section.isEmpty() && read < last) {
            section.addAll(jdbc.sql("""
                            select sequence, tree_size, payload, key_id, signature
                              from chain_checkpoint
                             where organisation = :organisation and sequence > :after and sequence <= :last
                             order by sequence
                             limit :limit
                            """)
                    .param("organisation", organisation)
                    .param("after", read)
                    .param("last", last)
                    .param("limit", SECTION)
                    .query((row, n) -> new Row(
                            row.getLong("sequence"),
                            row.getLong("tree_size"),
                            row.getBytes("payload"),
                            row.getString("key_id"),
                            row.getBytes("signature")))
                    .list());
        }
        Row row = section.poll();
        if (row == null) return null;
        if (row.sequence() != read + 1) {
            before = null;
            report(
                    FaultKind.CHECKPOINT_MISSING,
                    read + 1,
                    row.sequence() == read + 2
                            ? "checkpoint " + (read + 1) + " is gone"
                            : "checkpoints " + (read + 1) + " to " + (row.sequence() - 1) + " are gone");
        }
        read = row.sequence();
        return row;
    }

    private @Nullable Checkpoint checked(Row row) {
        SignedCheckpoint signed;
        try {
            signed = new SignedCheckpoint(row.payload(), row.keyId(), row.signature());
        } catch (IllegalArgumentException e) {
            before = null;
            report(FaultKind.CHECKPOINT_CHANGED, row.sequence(), "checkpoint " + row.sequence() + " is unreadable");
            return null;
        }
        Checkpoint checkpoint = signed.checkpoint();
        @Nullable String fault = fault(row, signed);
        before = fault == null ? signed : null;
        if (fault == null) return checkpoint;
        report(FaultKind.CHECKPOINT_CHANGED, row.sequence(), "checkpoint " + row.sequence() + " " + fault);
        return null;
    }

    private @Nullable String fault(Row row, SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        @Nullable String unsigned = keys.fault(signed);
        if (unsigned != null) return unsigned;
        if (!checkpoint.organisation().equals(organisation)) return "was signed for another organisation";
        if (checkpoint.sequence() != row.sequence()) return "was signed as checkpoint " + checkpoint.sequence();
        if (checkpoint.head().size() != row.treeSize())
            return "is stored for a tree of " + row.treeSize() + " entries, and was signed for "
                    + checkpoint.head().size();
        if (row.sequence() == 1 && checkpoint.previous() != null)
            return "is the first, and was signed as the successor of another";
        if (before != null && !before.digest().equals(checkpoint.previous()))
            return "does not hold the digest of the one before";
        if (before != null
                && before.checkpoint().head().size() >= checkpoint.head().size())
            return "has no more entries than the one before";
        return null;
    }

    private void report(FaultKind kind, long sequence, String message) {
        faults.accept(new ChainFault(organisation, kind, null, null, sequence, message));
    }
}
