package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.HashTile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/** A tile as stored: its hashes, and for leaves the log position of each. */
public final class LeafTile {
    private final HashTile hashes;
    private final long[] positions;

    /** @throws IllegalArgumentException when the bytes cannot be a tile */
    public LeafTile(byte[] hashes, byte[] positions) {
        this.hashes = new HashTile(hashes);
        if (positions.length % Long.BYTES != 0)
            throw new IllegalArgumentException("positions of a tile have " + positions.length + " bytes");
        this.positions = new long[positions.length / Long.BYTES];
        ByteBuffer.wrap(positions).asLongBuffer().get(this.positions);
    }

    public HashTile hashes() {
        return hashes;
    }

    public int positions() {
        return positions.length;
    }

    public long position(int index) {
        return positions[index];
    }

    OptionalInt indexOf(long position) {
        int index = Arrays.binarySearch(positions, position);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
