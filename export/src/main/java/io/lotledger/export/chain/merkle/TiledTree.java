package io.lotledger.export.chain.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A tree kept in {@linkplain HashTile tiles}. It loads the tiles that it needs, and grows by appending leaves. */
public final class TiledTree implements SubtreeHashes {
    private final Function<HashTile.Place, HashTile> stored;
    private final Map<HashTile.Place, HashTile> tiles = new HashMap<>();
    private final Map<HashTile.Place, HashTile> changed = new LinkedHashMap<>();
    private long size;

    /** @param stored loads a tile, and an empty one where there is none */
    public TiledTree(long size, Function<HashTile.Place, HashTile> stored) {
        this.size = size;
        this.stored = stored;
    }

    /** The tiles that the root of a tree and its next leaves depend on: the incomplete ones, at most one per level. */
    public static List<HashTile.Place> edge(long size) {
        List<HashTile.Place> places = new ArrayList<>();
        long hashes = size;
        for (int level = 0; hashes > 0; level++) {
            if (hashes % HashTile.WIDTH != 0) places.add(new HashTile.Place(level, hashes / HashTile.WIDTH));
            hashes /= HashTile.WIDTH;
        }
        return places;
    }

    public long size() {
        return size;
    }

    public MerkleTree tree() {
        return new MerkleTree(size, this);
    }

    public void add(MerkleHash leaf) {
        MerkleHash hash = leaf;
        long index = size++;
        for (int level = 0; ; level++) {
            HashTile.Place place = new HashTile.Place(level, index / HashTile.WIDTH);
            HashTile tile = tile(place);
            if (tile.count() != index % HashTile.WIDTH)
                throw new IllegalArgumentException(
                        "tile " + place + " has " + tile.count() + " hashes, not " + index % HashTile.WIDTH);
            tile.add(hash);
            changed.put(place, tile);
            if (!tile.isFull()) return;
            hash = tile.root();
            index = place.tile();
        }
    }

    /** The tiles that {@link #add} has changed. */
    public Map<HashTile.Place, HashTile> changed() {
        return changed;
    }

    @Override
    public MerkleHash complete(int level, long index) {
        int within = level % HashTile.HEIGHT;
        long first = index << within;
        HashTile.Place place = new HashTile.Place(level / HashTile.HEIGHT, first / HashTile.WIDTH);
        return tile(place).subtree((int) (first % HashTile.WIDTH), within);
    }

    private HashTile tile(HashTile.Place place) {
        return tiles.computeIfAbsent(place, stored);
    }
}
