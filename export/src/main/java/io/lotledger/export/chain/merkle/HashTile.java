package io.lotledger.export.chain.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Up to 256 adjacent hashes of one level of a tree. A tile of level 0 holds leaves; a tile of level n holds the roots of
 * full tiles of level n − 1. The hashes between are computed.
 */
public final class HashTile {
    public static final int WIDTH = 256;
    /** Levels of the tree that one tile spans. */
    static final int HEIGHT = 8;

    /** The place of a tile in the tree of one organisation. */
    public record Place(int level, long tile) {}

    private byte[] hashes;
    private int count;

    public HashTile() {
        this.hashes = new byte[MerkleHash.LENGTH];
    }

    /** @throws IllegalArgumentException when the bytes are no whole number of hashes, or too many */
    public HashTile(byte[] hashes) {
        if (hashes.length % MerkleHash.LENGTH != 0 || hashes.length > WIDTH * MerkleHash.LENGTH)
            throw new IllegalArgumentException("a tile of hashes has " + hashes.length + " bytes");
        this.hashes = hashes.clone();
        this.count = hashes.length / MerkleHash.LENGTH;
    }

    public byte[] bytes() {
        return Arrays.copyOf(hashes, count * MerkleHash.LENGTH);
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return count == WIDTH;
    }

    /** @throws IllegalArgumentException when the tile does not hold it */
    public MerkleHash hash(int index) {
        if (index >= count) throw new IllegalArgumentException("a tile of " + count + " hashes has no hash " + index);
        return MerkleHash.at(hashes, index * MerkleHash.LENGTH);
    }

    void add(MerkleHash hash) {
        int needed = (count + 1) * MerkleHash.LENGTH;
        if (needed > hashes.length) hashes = Arrays.copyOf(hashes, Math.min(WIDTH * MerkleHash.LENGTH, 2 * needed));
        hash.writeTo(ByteBuffer.wrap(hashes, count * MerkleHash.LENGTH, MerkleHash.LENGTH));
        count++;
    }

    /** The root of a subtree of this tile: {@code 1 << height} hashes from an index. */
    MerkleHash subtree(int first, int height) {
        if (height == 0) return hash(first);
        int half = 1 << (height - 1);
        return MerkleHash.node(subtree(first, height - 1), subtree(first + half, height - 1));
    }

    /** The root of a full tile. */
    public MerkleHash root() {
        return subtree(0, HEIGHT);
    }
}
