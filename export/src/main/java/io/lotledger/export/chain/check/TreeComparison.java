package io.lotledger.export.chain.check;

import io.lotledger.export.chain.Checkpoint;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.MerkleRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the entries of one organisation with its tree, and the tree with its checkpoints. Where an entry and its stored hash
 * differ, the next signed root says which of the two was changed.
 */
final class TreeComparison {
    private final UUID organisation;
    private final StoredLeaves leaves;
    private final StoredCheckpoints checkpoints;
    private final Consumer<ChainFault> faults;
    private final List<Difference> differences = new ArrayList<>();
    /** The tree over the stored hashes. */
    private MerkleRange stored = new MerkleRange();
    /** The tree over the entries as the log has them now. */
    private MerkleRange recomputed = new MerkleRange();

    private boolean isBroken;
    private long firstOfBatch;
    /** Log position of the entry {@link #firstOfBatch}; null while it is not read. */
    private @Nullable Long positionOfFirst;

    /** @param nowOf the organisation that the entry names now, where it is another */
    private record Difference(
            FaultKind kind,
            StoredLeaves.Leaf leaf,
            String entry,
            @Nullable UUID nowOf) {}

    TreeComparison(UUID organisation, StoredLeaves leaves, StoredCheckpoints checkpoints, Consumer<ChainFault> faults) {
        this.organisation = organisation;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.faults = faults;
    }

    /** Log position of the next leaf; empty is {@link Long#MAX_VALUE}. */
    long nextPosition() {
        StoredLeaves.Leaf next = leaves.peek();
        return next == null ? Long.MAX_VALUE : next.position();
    }

    /** The log has no captured entry at the position of the next leaf. */
    void entryIsMissing() {
        StoredLeaves.Leaf leaf = take();
        differences.add(new Difference(FaultKind.ENTRY_MISSING, leaf, "", null));
        add(leaf.hash(), leaf.hash());
    }

    /**
     * The log has an entry at the position of the next leaf.
     *
     * @param entry makes its subject, for the report
     * @param organisationNow that its payload names
     */
    void compare(MerkleHash hash, Supplier<String> entry, UUID organisationNow) {
        StoredLeaves.Leaf leaf = take();
        if (!hash.equals(leaf.hash())) {
            boolean isOthers = !organisationNow.equals(organisation);
            differences.add(
                    new Difference(FaultKind.ENTRY_CHANGED, leaf, entry.get(), isOthers ? organisationNow : null));
        }
        add(leaf.hash(), hash);
    }

    /** The log has an entry at a position at which no tree has a leaf. */
    void entryIsAdded(MerkleHash hash, long position, Supplier<String> entry) {
        StoredLeaves.Leaf next = leaves.peek();
        if (next != null && next.hash().equals(hash)) {
            StoredLeaves.Leaf leaf = take();
            add(leaf.hash(), leaf.hash());
            positionIsChanged(leaf, position);
            return;
        }
        for (Difference missing : differences) {
            if (missing.kind() != FaultKind.ENTRY_MISSING
                    || !missing.leaf().hash().equals(hash)) continue;
            differences.remove(missing);
            positionIsChanged(missing.leaf(), position);
            return;
        }
        report(
                FaultKind.ENTRY_ADDED,
                null,
                position,
                "no hash covers the entry at log position " + position + named(entry.get())
                        + ", though later entries are covered: it was put in afterwards, or its hash was removed");
    }

    private void positionIsChanged(StoredLeaves.Leaf leaf, long position) {
        report(
                FaultKind.HASH_CHANGED,
                leaf.index(),
                position,
                "entry " + leaf.index() + " is at log position " + position + ", and the tree has it at "
                        + leaf.position() + "; the entry is as it was captured");
    }

    private StoredLeaves.Leaf take() {
        StoredLeaves.Leaf leaf = leaves.peek();
        if (leaf == null) throw new IllegalStateException("no leaf is left");
        leaves.advance();
        if (leaf.index() == firstOfBatch) positionOfFirst = leaf.position();
        return leaf;
    }

    private void add(MerkleHash storedHash, MerkleHash hashNow) {
        stored.add(storedHash);
        recomputed.add(hashNow);
        for (Checkpoint next = checkpoints.next();
                next != null && next.head().size() <= stored.size();
                next = checkpoints.next()) {
            compare(next);
            checkpoints.advance();
        }
    }

    private void compare(Checkpoint signed) {
        if (isBroken) {
            report(FaultKind.ENTRY_OR_HASH_CHANGED, signed);
        } else if (stored.head().equals(signed.head())) {
            report(null, signed);
            recomputed = new MerkleRange(stored);
        } else if (!differences.isEmpty() && recomputed.head().equals(signed.head())) {
            report(FaultKind.HASH_CHANGED, signed);
            stored = new MerkleRange(recomputed);
        } else {
            isBroken = true; // every later root depends on these leaves
            report(FaultKind.ENTRY_OR_HASH_CHANGED, signed);
            report(
                    FaultKind.TREE_CHANGED,
                    firstOfBatch,
                    positionOfFirst,
                    signed.sequence(),
                    "the stored hashes of the entries from " + firstOfBatch + " to "
                            + (signed.head().size() - 1)
                            + " do not have the root of checkpoint " + signed.sequence()
                            + "; the roots of later checkpoints cannot be compared");
        }
        firstOfBatch = signed.head().size();
        positionOfFirst = null;
    }

    /** @param attributed the kind of all differences since the last checkpoint; null for the kind of each */
    private void report(@Nullable FaultKind attributed, @Nullable Checkpoint signed) {
        Long sequence = signed == null ? null : signed.sequence();
        for (Difference difference : differences) {
            FaultKind kind =
                    attributed == null || difference.kind() == FaultKind.ENTRY_MISSING ? difference.kind() : attributed;
            StoredLeaves.Leaf leaf = difference.leaf();
            report(kind, leaf.index(), leaf.position(), sequence, message(kind, difference));
        }
        differences.clear();
    }

    private static String message(FaultKind kind, Difference difference) {
        StoredLeaves.Leaf leaf = difference.leaf();
        String entry = "entry " + leaf.index() + " at log position " + leaf.position() + named(difference.entry());
        return switch (kind) {
            case ENTRY_MISSING -> entry + " is gone from the log";
            case HASH_CHANGED -> "the stored hash of " + entry + " was changed; the entry is as it was captured";
            case ENTRY_CHANGED ->
                entry + " is not as it was captured"
                        + (difference.nowOf() == null ? "" : "; it names another organisation");
            default -> entry + " and its stored hash differ, and one of them is not as it was captured";
        };
    }

    private static String named(String entry) {
        return entry.isEmpty() ? "" : " (" + entry + ")";
    }

    /** Nothing of the organisation follows. */
    void finish() {
        report(FaultKind.ENTRY_OR_HASH_CHANGED, null);
        Checkpoint unreached = checkpoints.next();
        if (unreached != null)
            report(
                    FaultKind.TREE_CHANGED,
                    stored.size(),
                    null,
                    unreached.sequence(),
                    "the tree has " + stored.size() + " entries, and checkpoint " + unreached.sequence()
                            + " was signed for " + unreached.head().size());
        else if (stored.size() > firstOfBatch)
            report(
                    FaultKind.CHECKPOINT_MISSING,
                    firstOfBatch,
                    positionOfFirst,
                    null,
                    "no checkpoint covers the entries from " + firstOfBatch + " to " + (stored.size() - 1));
    }

    private void report(FaultKind kind, @Nullable Long leafIndex, @Nullable Long position, String message) {
        report(kind, leafIndex, position, null, message);
    }

    private void report(
            FaultKind kind,
            @Nullable Long leafIndex,
            @Nullable Long position,
            @Nullable Long checkpoint,
            String message) {
        faults.accept(new ChainFault(organisation, kind, leafIndex, position, checkpoint, message));
    }
}
