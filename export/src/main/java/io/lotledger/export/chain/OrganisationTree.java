package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.HashTile;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.TiledTree;
import io.lotledger.export.chain.merkle.TreeHead;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tree of one organisation while a batch of entries is added to it. */
final class OrganisationTree {
    private final UUID organisation;
    private final @Nullable SignedCheckpoint last;
    private final TiledTree tree;
    /** Of the leaf tiles that may change. */
    private final Map<Long, List<Long>> positions = new HashMap<>();

    private long lastPosition;
    private Instant coveredUntil = Instant.EPOCH;

    /**
     * @param last null for a new tree
     * @param edge the tiles at {@link #edge}
     * @throws ChainBrokenException when the last checkpoint was not signed by us, or the tiles do not have its root
     */
    OrganisationTree(
            UUID organisation,
            @Nullable SignedCheckpoint last,
            Map<HashTile.Place, LeafTile> edge,
            CheckpointKeys keys) {
        this.organisation = organisation;
        this.last = last;
        TreeHead head = last == null
                ? new TreeHead(0, MerkleHash.EMPTY)
                : last.checkpoint().head();
        this.tree = new TiledTree(head.size(), place -> {
            LeafTile tile = edge.get(place);
            return tile == null ? new HashTile() : tile.hashes();
        });
        edge.forEach((place, tile) -> {
            if (place.level() == 0) addPositions(place.tile(), tile);
        });
        if (last != null) check(last, keys);
    }

    /** The tiles that an append needs: those of the edge, and the last one of leaves. */
    static List<HashTile.Place> edge(long size) {
        List<HashTile.Place> places = new ArrayList<>(TiledTree.edge(size));
        HashTile.Place lastLeaves = new HashTile.Place(0, Math.max(0, size - 1) / HashTile.WIDTH);
        if (!places.contains(lastLeaves)) places.add(lastLeaves);
        return places;
    }

    private void addPositions(long tile, LeafTile leaves) {
        List<Long> each = positions.computeIfAbsent(tile, t -> new ArrayList<>());
        for (int i = 0; i < leaves.positions(); i++) {
            each.add(leaves.position(i));
            lastPosition = Math.max(lastPosition, leaves.position(i));
        }
    }

    /** A broken tree is never signed again: the next root would vouch for what was changed. */
    private void check(SignedCheckpoint signed, CheckpointKeys keys) {
        @Nullable String fault = keys.fault(signed);
        if (fault != null) throw broken(fault);
        if (!signed.checkpoint().organisation().equals(organisation)) throw broken("is of another organisation");
        TreeHead now;
        try {
            now = tree.tree().head();
        } catch (IllegalArgumentException e) {
            throw broken("has a root that the stored hashes cannot have: " + e.getMessage());
        }
        if (!now.equals(signed.checkpoint().head())) throw broken("has another root than the stored hashes");
    }

    private ChainBrokenException broken(String why) {
        long sequence = last == null ? 0 : last.checkpoint().sequence();
        return new ChainBrokenException("checkpoint " + sequence + " of organisation " + organisation + " " + why
                + "; nothing is added to the chain until it is put right");
    }

    void add(StoredEntry entry) {
        if (entry.position() <= lastPosition)
            throw broken("covers log position " + lastPosition + ", and position " + entry.position()
                    + " is to be added after it");
        positions
                .computeIfAbsent(tree.size() / HashTile.WIDTH, tile -> new ArrayList<>())
                .add(entry.position());
        try {
            tree.add(EntryLeaf.of(entry));
        } catch (IllegalArgumentException e) {
            throw broken("has a tree whose stored hashes do not fit it: " + e.getMessage());
        }
        lastPosition = entry.position();
        coveredUntil = entry.recordedAt();
    }

    Checkpoint checkpoint(Instant now) {
        return new Checkpoint(
                organisation,
                last == null ? 1 : last.checkpoint().sequence() + 1,
                tree.tree().head(),
                last == null ? null : last.digest(),
                coveredUntil,
                now);
    }

    Map<HashTile.Place, HashTile> changedTiles() {
        return tree.changed();
    }

    List<Long> positions(HashTile.Place place) {
        return place.level() == 0 ? positions.getOrDefault(place.tile(), List.of()) : List.of();
    }
}
