package io.lotledger.export.chain.merkle;

/** The hashes of the complete subtrees of a tree. */
@FunctionalInterface
public interface SubtreeHashes {
    /**
     * The hash of the subtree over the leaves from {@code index << level}, {@code 1 << level} of them.
     *
     * @param level 0 for a leaf
     */
    MerkleHash complete(int level, long index);
}
