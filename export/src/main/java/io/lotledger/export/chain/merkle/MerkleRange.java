package io.lotledger.export.chain.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tree that grows leaf by leaf and keeps one hash per level: enough for its root, not for proofs. */
public final class MerkleRange {
    private final List<@Nullable MerkleHash> complete = new ArrayList<>();
    private long size;

    public MerkleRange() {}

    /** A copy that grows by itself. */
    public MerkleRange(MerkleRange other) {
        complete.addAll(other.complete);
        size = other.size;
    }

    public void add(MerkleHash leaf) {
        MerkleHash carried = leaf;
        int level = 0;
        for (; (size >> level & 1) == 1; level++) {
            carried = MerkleHash.node(Objects.requireNonNull(complete.get(level)), carried);
            complete.set(level, null);
        }
        if (level == complete.size()) complete.add(carried);
        else complete.set(level, carried);
        size++;
    }

    public long size() {
        return size;
    }

    public TreeHead head() {
        MerkleHash root = null;
        for (MerkleHash subtree : complete) {
            if (subtree != null) root = root == null ? subtree : MerkleHash.node(subtree, root);
        }
        return new TreeHead(size, root == null ? MerkleHash.EMPTY : root);
    }
}
