package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.HashTile;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the chain, for those who extend it. A step takes the same number of statements for any number of organisations. */
final class ChainTables {
    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    ChainTables(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /**
     * The position of the chain, locked until the transaction ends; empty while another node holds it.
     *
     * @throws ChainBrokenException when the row is gone
     */
    Optional<Long> claim() {
        Optional<Long> position = jdbc.sql("select position from chain_progress for no key update skip locked")
                .query(Long.class)
                .optional();
        if (position.isEmpty() && !hasPosition()) throw ChainBrokenException.withoutPosition();
        return position;
    }

    private boolean hasPosition() {
        return jdbc.sql("select exists (select from chain_progress)")
                .query(Boolean.class)
                .single();
    }

    void advance(long position) {
        jdbc.sql("update chain_progress set position = :position")
                .param("position", position)
                .update();
    }

    /** Notes that everything is covered, at most once in some seconds. */
    void covered(Instant now, Instant before) {
        jdbc.sql("update chain_progress set covered_at = :now where covered_at < :before")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }

    Map<UUID, OrganisationTree> trees(Collection<UUID> organisations, CheckpointKeys keys) {
        Map<UUID, SignedCheckpoint> last = lastCheckpoints(organisations);
        Map<UUID, Map<HashTile.Place, LeafTile>> edges = edges(last);
        Map<UUID, OrganisationTree> trees = new LinkedHashMap<>();
        for (UUID organisation : organisations) {
            trees.put(
                    organisation,
                    new OrganisationTree(
                            organisation, last.get(organisation), edges.getOrDefault(organisation, Map.of()), keys));
        }
        return trees;
    }

    private Map<UUID, SignedCheckpoint> lastCheckpoints(Collection<UUID> organisations) {
        Map<UUID, SignedCheckpoint> last = new HashMap<>();
        jdbc.sql("""
                        select o.organisation, c.payload, c.key_id, c.signature
                          from unnest(cast(:organisations as uuid[])) as o(organisation)
                         cross join lateral (
                            select payload, key_id, signature
                              from chain_checkpoint
                             where organisation = o.organisation
                             order by sequence desc
                             limit 1) c
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    last.put(row.getObject("organisation", UUID.class), checkpoint(row));
                });
        return last;
    }

    static SignedCheckpoint checkpoint(ResultSet row) throws SQLException {
        try {
            return new SignedCheckpoint(row.getBytes("payload"), row.getString("key_id"), row.getBytes("signature"));
        } catch (IllegalArgumentException e) {
            throw new ChainBrokenException("a stored checkpoint is unreadable: " + e.getMessage());
        }
    }

    private Map<UUID, Map<HashTile.Place, LeafTile>> edges(Map<UUID, SignedCheckpoint> last) {
        List<String> organisations = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        List<Long> tiles = new ArrayList<>();
        last.forEach((organisation, signed) -> {
            for (HashTile.Place place :
                    OrganisationTree.edge(signed.checkpoint().head().size())) {
                organisations.add(organisation.toString());
                levels.add(place.level());
                tiles.add(place.tile());
            }
        });
        Map<UUID, Map<HashTile.Place, LeafTile>> edges = new HashMap<>();
        if (organisations.isEmpty()) return edges;
        jdbc.sql("""
                        select t.organisation, t.level, t.tile, t.hashes, t.positions
                          from unnest(cast(:organisations as uuid[]), cast(:levels as smallint[]), cast(:tiles as bigint[]))
                                   as p(organisation, level, tile)
                          join chain_tile t on t.organisation = p.organisation and t.level = p.level and t.tile = p.tile
                        """)
                .param("organisations", organisations.toArray(String[]::new))
                .param("levels", levels.toArray(Integer[]::new))
                .param("tiles", tiles.toArray(Long[]::new))
                .query(row -> {
                    edges.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new HashMap<>())
                            .put(new HashTile.Place(row.getInt("level"), row.getLong("tile")), tile(row));
                });
        return edges;
    }

    static LeafTile tile(ResultSet row) throws SQLException {
        try {
            return new LeafTile(row.getBytes("hashes"), row.getBytes("positions"));
        } catch (IllegalArgumentException e) {
            throw new ChainBrokenException("stored hashes are unreadable: " + e.getMessage());
        }
    }

    void save(Map<UUID, OrganisationTree> trees, Collection<SignedCheckpoint> checkpoints) {
        statements.execute((ConnectionCallback<Integer>) connection -> {
            saveTiles(trees, connection);
            saveCheckpoints(checkpoints, connection);
            return checkpoints.size();
        });
    }

    private static void saveTiles(Map<UUID, OrganisationTree> trees, Connection connection) throws SQLException {
        List<UUID> organisations = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        List<Long> tiles = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        List<byte[]> positions = new ArrayList<>();
        List<@Nullable Long> first = new ArrayList<>();
        trees.forEach((organisation, tree) -> tree.changedTiles().forEach((place, tile) -> {
            List<Long> ofLeaves = tree.positions(place);
            organisations.add(organisation);
            levels.add(place.level());
            tiles.add(place.tile());
            hashes.add(tile.bytes());
            positions.add(bytes(ofLeaves));
            first.add(ofLeaves.isEmpty() ? null : ofLeaves.get(0));
        }));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into chain_tile (organisation, level, tile, hashes, positions, first_position)
                select * from unnest(cast(? as uuid[]), cast(? as smallint[]), cast(? as bigint[]), cast(? as bytea[]),
                                     cast(? as bytea[]), cast(? as bigint[]))
                    on conflict (organisation, level, tile) do update
                   set hashes = excluded.hashes, positions = excluded.positions
                """)) {
            insert.setArray(1, connection.createArrayOf("uuid", organisations.toArray()));
            insert.setArray(2, connection.createArrayOf("int4", levels.toArray()));
            insert.setArray(3, connection.createArrayOf("int8", tiles.toArray()));
            insert.setArray(4, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
            insert.setArray(5, connection.createArrayOf("bytea", positions.toArray(byte[][]::new)));
            insert.setArray(6, connection.createArrayOf("int8", first.toArray()));
            insert.executeUpdate();
        }
    }

    private static byte[] bytes(List<Long> positions) {
        ByteBuffer bytes = ByteBuffer.allocate(positions.size() * Long.BYTES);
        positions.forEach(bytes::putLong);
        return bytes.array();
    }

    private static void saveCheckpoints(Collection<SignedCheckpoint> checkpoints, Connection connection)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into chain_checkpoint (organisation, sequence, tree_size, payload, key_id, signature)
                values (?, ?, ?, ?, ?, ?)
                """)) {
            for (SignedCheckpoint signed : checkpoints) {
                insert.setObject(1, signed.checkpoint().organisation());
                insert.setLong(2, signed.checkpoint().sequence());
                insert.setLong(3, signed.checkpoint().head().size());
                insert.setBytes(4, signed.payload());
                insert.setString(5, signed.keyId());
                insert.setBytes(6, signed.signature());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
