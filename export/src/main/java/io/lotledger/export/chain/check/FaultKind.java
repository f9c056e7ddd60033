package io.lotledger.export.chain.check;

import java.util.Locale;

/** What is not as it was signed. */
public enum FaultKind {
    /** The row of an entry; also that two rows changed places, or that a row now belongs to another organisation. */
    ENTRY_CHANGED("restore the row of the entry from a backup"),
    /** The row of an entry is gone, or no longer counts as captured. */
    ENTRY_MISSING("insert the row of the entry from a backup, at its log position"),
    /** A row that was not captured, among rows that are covered. */
    ENTRY_ADDED("look for the row in a backup: if it has none, take the row out; if it has one, restore "
            + "the organisation's rows of chain_tile"),
    /** The stored hash or position of an entry, whose row is as it was captured. */
    HASH_CHANGED("restore the organisation's rows of chain_tile from a backup"),
    /** The row or the stored hash of an entry: the signed root fits neither alone, because more was changed. */
    ENTRY_OR_HASH_CHANGED("compare the row of the entry and the organisation's rows of chain_tile with a backup, "
            + "and restore what differs"),
    /** The stored hashes do not have the signed root, though each entry fits its own. */
    TREE_CHANGED("restore the organisation's rows of chain_tile from a backup"),
    /** A checkpoint carries no valid signature, or does not follow the one before. */
    CHECKPOINT_CHANGED("restore the row of the checkpoint in chain_checkpoint from a backup; if the message "
            + "names a key that was yours, add it to lotledger.chain.former-keys"),
    /** Checkpoints are gone. */
    CHECKPOINT_MISSING("restore chain_checkpoint from a backup; an exported file of checkpoints shows what was signed"),
    /** The position up to which the chain covers the log. */
    POSITION_MISSING("restore the row of chain_progress from a backup");

    private final String remedy;

    FaultKind(String remedy) {
        this.remedy = remedy;
    }

    /** What an operator does next, in one sentence. */
    public String action() {
        return "Copy the database as it is, as evidence; then " + remedy
                + ", and request another check (operations.md, \"When the check finds a difference\").";
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
