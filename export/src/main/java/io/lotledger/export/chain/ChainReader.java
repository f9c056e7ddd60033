package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.HashTile;
import io.lotledger.export.chain.merkle.MerkleTree;
import io.lotledger.export.chain.merkle.TiledTree;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the chain of an organisation: its checkpoints, and its tree for proofs. */
public final class ChainReader {
    private final JdbcClient jdbc;

    public ChainReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far the chain has come, over all organisations.
     *
     * @param coveredAt when it was last known to cover the whole log
     */
    public record Progress(long position, Instant coveredAt) {}

    /** @throws ChainBrokenException when the position of the chain is gone */
    public Progress progress() {
        return jdbc.sql("select position, covered_at from chain_progress")
                .query((row, n) -> new Progress(
                        row.getLong("position"),
                        row.getObject("covered_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(ChainBrokenException::withoutPosition);
    }

    public Optional<SignedCheckpoint> latest(UUID organisation) {
        return page(organisation, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /** @param before sequence of the checkpoint after the page; the newest come first */
    public List<SignedCheckpoint> page(UUID organisation, long before, int limit) {
        return jdbc.sql("""
                        select payload, key_id, signature
                          from chain_checkpoint
                         where organisation = :organisation and sequence < :before
                         order by sequence desc
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> ChainTables.checkpoint(row))
                .list();
    }

    /** @param after sequence of the checkpoint before the section; the oldest come first */
    public List<SignedCheckpoint> section(UUID organisation, long after, int limit) {
        return jdbc.sql("""
                        select payload, key_id, signature
                          from chain_checkpoint
                         where organisation = :organisation and sequence > :after
                         order by sequence
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> ChainTables.checkpoint(row))
                .list();
    }

    public Optional<SignedCheckpoint> ofSize(UUID organisation, long treeSize) {
        return jdbc.sql("""
                        select payload, key_id, signature
                          from chain_checkpoint
                         where organisation = :organisation and tree_size = :size
                        """)
                .param("organisation", organisation)
                .param("size", treeSize)
                .query((row, n) -> ChainTables.checkpoint(row))
                .optional();
    }

    /**
     * The tree as it was at a size that it has reached.
     *
     * @throws ChainBrokenException by its root and proofs, when stored hashes are missing
     */
    public MerkleTree tree(UUID organisation, long size) {
        TiledTree stored = new TiledTree(size, place -> tile(organisation, place));
        return new MerkleTree(size, (level, index) -> {
            try {
                return stored.complete(level, index);
            } catch (IllegalArgumentException e) {
                throw new ChainBrokenException("the stored hashes of the tree are incomplete: " + e.getMessage());
            }
        });
    }

    private HashTile tile(UUID organisation, HashTile.Place place) {
        return jdbc.sql("""
                        select hashes, positions
                          from chain_tile
                         where organisation = :organisation and level = :level and tile = :tile
                        """)
                .param("organisation", organisation)
                .param("level", place.level())
                .param("tile", place.tile())
                .query((row, n) -> ChainTables.tile(row).hashes())
                .optional()
                .orElseGet(HashTile::new);
    }

    /** The index of the leaf of an entry; empty while the chain does not cover it. */
    public OptionalLong leafAt(UUID organisation, long position) {
        return jdbc.sql("""
                        select tile, hashes, positions
                          from chain_tile
                         where organisation = :organisation and level = 0 and first_position <= :position
                         order by first_position desc
                         limit 1
                        """)
                .param("organisation", organisation)
                .param("position", position)
                .query((row, n) -> {
                    OptionalInt within = ChainTables.tile(row).indexOf(position);
                    return within.isEmpty()
                            ? OptionalLong.empty()
                            : OptionalLong.of(row.getLong("tile") * HashTile.WIDTH + within.getAsInt());
                })
                .optional()
                .orElse(OptionalLong.empty());
    }

    /** The log position of a leaf; empty when the tree has no such leaf. */
    public OptionalLong positionOf(UUID organisation, long index) {
        return jdbc.sql("""
                        select hashes, positions
                          from chain_tile
                         where organisation = :organisation and level = 0 and tile = :tile
                        """)
                .param("organisation", organisation)
                .param("tile", index / HashTile.WIDTH)
                .query((row, n) -> {
                    LeafTile tile = ChainTables.tile(row);
                    int within = (int) (index % HashTile.WIDTH);
                    return within < tile.positions() ? OptionalLong.of(tile.position(within)) : OptionalLong.empty();
                })
                .optional()
                .orElse(OptionalLong.empty());
    }
}
