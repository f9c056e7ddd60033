package io.lotledger.export.chain.check;

import io.lotledger.export.chain.LeafTile;
import io.lotledger.export.chain.merkle.HashTile;
import io.lotledger.export.chain.merkle.MerkleHash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored leaves of one organisation in order. Each full tile is checked against the hash of it that the level above holds. */
final class StoredLeaves {
    private static final int SECTION = 4;

    private final JdbcClient jdbc;
    private final UUID organisation;
    private final long end;
    private final Consumer<ChainFault> faults;
    private final Deque<Numbered> section = new ArrayDeque<>();
    private final Map<Integer, Numbered> above = new HashMap<>();
    private @Nullable Numbered tile;
    private long nextTile;
    private int within;

    private record Numbered(long number, LeafTile tile) {
        int count() {
            return Math.min(tile.hashes().count(), tile.positions());
        }
    }

    /** @param position in the log */
    record Leaf(long index, long position, MerkleHash hash) {}

    /** @param end number of leaves that are expected */
    StoredLeaves(JdbcClient jdbc, UUID organisation, long end, Consumer<ChainFault> faults) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.end = end;
        this.faults = faults;
        load();
    }

    /** The next leaf; null after the last. */
    @Nullable
    Leaf peek() {
        Numbered current = tile;
        if (current == null) return null;
        return new Leaf(
                current.number() * HashTile.WIDTH + within,
                current.tile().position(within),
                current.tile().hashes().hash(within));
    }

    void advance() {
        within++;
        if (tile != null && within >= tile.count()) load();
    }

    private void load() {
        within = 0;
        do {
            tile = take();
        } while (tile != null && tile.count() == 0);
    }

    private @Nullable Numbered take() {
        if (section.isEmpty()) read();
        Numbered taken = section.poll();
        if (taken == null) return null;
        if (taken.number() != nextTile)
            report(
                    nextTile * HashTile.WIDTH,
                    "the stored hashes from entry " + nextTile * HashTile.WIDTH + " to "
                            + (taken.number() * HashTile.WIDTH - 1) + " are gone");
        nextTile = taken.number() + 1;
        long expected = Math.min(HashTile.WIDTH, end - taken.number() * HashTile.WIDTH);
        boolean isUnequal = taken.tile().hashes().count() != taken.tile().positions();
        if (isUnequal || taken.count() < expected)
            report(
                    taken.number() * HashTile.WIDTH,
                    "the stored hashes from entry " + taken.number() * HashTile.WIDTH
                            + " are " + taken.tile().hashes().count() + " with "
                            + taken.tile().positions()
                            + " log positions, where " + expected + " of each are expected");
        if (taken.tile().hashes().isFull())
            checkAbove(0, taken.number(), taken.tile().hashes());
        return taken;
    }

    private void read() {
        jdbc.sql("""
                        select tile, hashes, positions
                          from chain_tile
                         where organisation = :organisation and level = 0 and tile >= :next
                         order by tile
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("next", nextTile)
                .param("limit", SECTION)
                .query(row -> {
                    long number = row.getLong("tile");
                    section.add(new Numbered(number, tile(number, row.getBytes("hashes"), row.getBytes("positions"))));
                });
    }

    private LeafTile tile(long number, byte[] hashes, byte[] positions) {
        try {
            return new LeafTile(hashes, positions);
        } catch (IllegalArgumentException e) {
            report(
                    number * HashTile.WIDTH,
                    "the stored hashes from entry " + number * HashTile.WIDTH + " are unreadable: " + e.getMessage());
            return new LeafTile(new byte[0], new byte[0]);
        }
    }

    /** A full tile stands as one hash in the level above, and a full tile of those in the level above that. */
    private void checkAbove(int level, long number, HashTile full) {
        int parentLevel = level + 1;
        long parentNumber = number / HashTile.WIDTH;
        int place = (int) (number % HashTile.WIDTH);
        Numbered parent = above.get(parentLevel);
        if (parent == null
                || parent.number() != parentNumber
                || parent.tile().hashes().count() <= place) {
            parent = parent(parentLevel, parentNumber);
            above.put(parentLevel, parent);
        }
        HashTile hashes = parent.tile().hashes();
        long entries = 1L << (8 * parentLevel);
        if (hashes.count() <= place || !hashes.hash(place).equals(full.root()))
            report(
                    number * entries,
                    "the stored hash over the entries from " + number * entries + " to " + ((number + 1) * entries - 1)
                            + " is not that of their stored hashes");
        if (place == HashTile.WIDTH - 1 && hashes.isFull()) checkAbove(parentLevel, parentNumber, hashes);
    }

    private Numbered parent(int level, long number) {
        return jdbc.sql("""
                        select hashes
                          from chain_tile
                         where organisation = :organisation and level = :level and tile = :tile
                        """)
                .param("organisation", organisation)
                .param("level", level)
                .param("tile", number)
                .query((row, n) ->
                        new Numbered(number, tile(number << (8 * level), row.getBytes("hashes"), new byte[0])))
                .optional()
                .orElseGet(() -> new Numbered(number, new LeafTile(new byte[0], new byte[0])));
    }

    private void report(long leafIndex, String message) {
        faults.accept(new ChainFault(organisation, FaultKind.TREE_CHANGED, leafIndex, null, null, message));
    }
}
