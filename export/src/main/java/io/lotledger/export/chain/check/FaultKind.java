package io.lotledger.export.chain.check;

import java.util.Locale;

/** What is not as it was signed. */
public enum FaultKind {
    /** The row of an entry; also that two rows changed places, or that a row now belongs to another organisation. */
    ENTRY_CHANGED,
    /** The row of an entry is gone, or no longer counts as captured. */
    ENTRY_MISSING,
    /** A row that was not captured, among rows that are covered. */
    ENTRY_ADDED,
    /** The stored hash or position of an entry, whose row is as it was captured. */
    HASH_CHANGED,
    /** The row or the stored hash of an entry: the signed root fits neither alone, because more was changed. */
    ENTRY_OR_HASH_CHANGED,
    /** The stored hashes do not have the signed root, though each entry fits its own. */
    TREE_CHANGED,
    /** A checkpoint carries no valid signature, or does not follow the one before. */
    CHECKPOINT_CHANGED,
    /** Checkpoints are gone. */
    CHECKPOINT_MISSING,
    /** The position up to which the chain covers the log. */
    POSITION_MISSING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
