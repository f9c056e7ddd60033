package io.lotledger.export.chain.merkle;

import java.util.List;

/**
 * Proves that a tree begins with all leaves of an earlier one, unchanged and in order (RFC 6962 §2.1.2).
 *
 * @param from size of the earlier tree, at least 1
 * @param to size of the later tree
 */
public record ConsistencyProof(long from, long to, List<MerkleHash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** The check of RFC 9162 §2.1.4.2. */
    public boolean verifies(TreeHead earlier, TreeHead later) {
        if (from != earlier.size() || to != later.size() || from < 1 || from > to) return false;
        if (from == to) return path.isEmpty() && earlier.root().equals(later.root());
        boolean isComplete = Long.bitCount(from) == 1; // then the earlier root is a node of the later tree
        if (path.isEmpty()) return false;
        MerkleHash first = isComplete ? earlier.root() : path.get(0);
        int levels = Long.numberOfTrailingZeros(from);
        long node = (from - 1) >> levels;
        long last = (to - 1) >> levels;
        MerkleHash then = first;
        MerkleHash now = first;
        for (MerkleHash beside : isComplete ? path : path.subList(1, path.size())) {
            if (last == 0) return false;
            boolean isRight = (node & 1) == 1;
            if (isRight || node == last) {
                then = MerkleHash.node(beside, then);
                now = MerkleHash.node(beside, now);
                int skipped = isRight ? 0 : Long.numberOfTrailingZeros(node); // levels without a hash beside it
                node >>= skipped;
                last >>= skipped;
            } else {
                now = MerkleHash.node(now, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && then.equals(earlier.root()) && now.equals(later.root());
    }
}
