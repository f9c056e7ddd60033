package io.lotledger.export.chain.merkle;

import java.util.ArrayList;
import java.util.List;

/** The root and the proofs of a tree of a given size (RFC 6962 §2.1). */
public final class MerkleTree {
    private final long size;
    private final SubtreeHashes subtrees;

    /** @param subtrees of a tree of this size or a larger one */
    public MerkleTree(long size, SubtreeHashes subtrees) {
        if (size < 0) throw new IllegalArgumentException("a tree has no negative size: " + size);
        this.size = size;
        this.subtrees = subtrees;
    }

    /** The tree as it was with fewer leaves. */
    public MerkleTree earlier(long size) {
        if (size > this.size) throw new IllegalArgumentException("a tree of " + this.size + " has not yet " + size);
        return new MerkleTree(size, subtrees);
    }

    public TreeHead head() {
        return new TreeHead(size, size == 0 ? MerkleHash.EMPTY : hash(0, size));
    }

    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size)
            throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + size);
        List<MerkleHash> path = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + split(end - first);
            if (index < middle) {
                path.add(0, hash(middle, end));
                end = middle;
            } else {
                path.add(0, hash(first, middle));
                first = middle;
            }
        }
        return new InclusionProof(index, size, path);
    }

    /** @param from size of an earlier tree, at least 1 */
    public ConsistencyProof consistency(long from) {
        if (from < 1 || from > size)
            throw new IllegalArgumentException("a tree of " + size + " has no earlier one of " + from);
        List<MerkleHash> path = new ArrayList<>();
        long first = 0;
        long end = size;
        boolean isPrefix = true; // the earlier tree ends where the current subtree does, and is the whole of it
        while (from < end) {
            long middle = first + split(end - first);
            if (from <= middle) {
                path.add(0, hash(middle, end));
                end = middle;
            } else {
                path.add(0, hash(first, middle));
                first = middle;
                isPrefix = false;
            }
        }
        if (!isPrefix) path.add(0, hash(first, end));
        return new ConsistencyProof(from, size, path);
    }

    private MerkleHash hash(long first, long end) {
        long leaves = end - first;
        int level = Long.numberOfTrailingZeros(leaves);
        if (Long.bitCount(leaves) == 1) return subtrees.complete(level, first >> level);
        long middle = first + split(leaves);
        return MerkleHash.node(hash(first, middle), hash(middle, end));
    }

    /** The largest power of two below a number of leaves. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
