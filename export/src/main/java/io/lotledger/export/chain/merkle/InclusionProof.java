package io.lotledger.export.chain.merkle;

import java.util.List;

/**
 * Proves that a leaf is in a tree at an index (RFC 6962 §2.1.1).
 *
 * @param path the hashes beside the way from the leaf to the root
 */
public record InclusionProof(long index, long treeSize, List<MerkleHash> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** The check of RFC 9162 §2.1.3.2. */
    public boolean verifies(MerkleHash leaf, TreeHead head) {
        if (treeSize != head.size() || index < 0 || index >= treeSize) return false;
        long node = index;
        long last = treeSize - 1;
        MerkleHash hash = leaf;
        for (MerkleHash beside : path) {
            if (last == 0) return false;
            boolean isRight = (node & 1) == 1;
            if (isRight || node == last) {
                hash = MerkleHash.node(beside, hash);
                int levels = isRight ? 0 : Long.numberOfTrailingZeros(node); // levels without a hash beside it
                node >>= levels;
                last >>= levels;
            } else {
                hash = MerkleHash.node(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(head.root());
    }
}
