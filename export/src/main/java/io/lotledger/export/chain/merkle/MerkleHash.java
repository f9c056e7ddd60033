package io.lotledger.export.chain.merkle;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A hash of a Merkle tree: SHA-256 with the prefixes of RFC 6962 §2.1, 0x00 for a leaf and 0x01 for a node. */
public final class MerkleHash {
    /** In bytes. */
    public static final int LENGTH = 32;

    /** The root of a tree without leaves: SHA-256 of the empty string. */
    public static final MerkleHash EMPTY = new MerkleHash(Sha256.digest().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private MerkleHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static MerkleHash leaf(byte[] data) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(LEAF);
        return new MerkleHash(sha256.digest(data));
    }

    public static MerkleHash node(MerkleHash left, MerkleHash right) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(NODE);
        sha256.update(left.bytes);
        return new MerkleHash(sha256.digest(right.bytes));
    }

    /** The hash at an offset of an array that holds it. */
    static MerkleHash at(byte[] bytes, int offset) {
        return new MerkleHash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /**
     * @param hex 64 hexadecimal digits in lower case: a hash has one spelling, so that each change of a file is seen
     * @throws IllegalArgumentException for any other text
     */
    public static MerkleHash parse(String hex) {
        MerkleHash hash = new MerkleHash(HexFormat.of().parseHex(hex));
        if (hash.bytes.length != LENGTH || !hash.hex().equals(hex))
            throw new IllegalArgumentException("a hash is 64 hexadecimal digits in lower case, not '" + hex + "'");
        return hash;
    }

    void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /** In lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MerkleHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
