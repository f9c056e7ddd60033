package io.lotledger.export.chain.merkle;

/**
 * A tree at one size. A root alone does not fix the size of its tree, so a signature covers both.
 *
 * @param size number of leaves
 */
public record TreeHead(long size, MerkleHash root) {}
