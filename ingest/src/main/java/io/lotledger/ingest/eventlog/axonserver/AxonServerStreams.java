package io.lotledger.ingest.eventlog.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.lotledger.ingest.eventlog.EventLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the last entry of each stream is: an index of the log in PostgreSQL, since Axon Server answers for one aggregate at a
 * time. It is no more than what the log says up to {@link #position}: what a transaction loses of it is read again.
 */
final class AxonServerStreams {
    private final JdbcClient jdbc;

    AxonServerStreams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last entry of a stream. */
    record Place(long sequence, long position) {}

    /** How far the log is in the index. Nobody else moves it until the caller's transaction ends. */
    long position() {
        return jdbc.sql("select position from axonserver_stream_position for update")
                .query(Long.class)
                .single();
    }

    /** Those of the streams that are in the index. */
    Map<UUID, Place> find(Collection<UUID> streams) {
        Map<UUID, Place> found = new HashMap<>();
        jdbc.sql("""
                        select stream, sequence, position
                          from axonserver_stream
                         where stream = any (cast(:streams as uuid[]))
                        """)
                .param("streams", streams.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("stream", UUID.class),
                            new Place(row.getLong("sequence"), row.getLong("position")));
                });
        return found;
    }

    /** Adds what the log holds up to a position beyond the index's own. */
    void add(Batch batch, long upTo) {
        if (!batch.last.isEmpty()) {
            jdbc.sql("""
                            insert into axonserver_stream (stream, sequence, position)
                            select *
                              from unnest(cast(:streams as uuid[]), cast(:sequences as bigint[]), cast(:positions as bigint[]))
                                on conflict (stream) do update
                               set sequence = excluded.sequence, position = excluded.position
                             where excluded.sequence > axonserver_stream.sequence
                            """)
                    .param("streams", batch.last.keySet().toArray(String[]::new))
                    .param("sequences", column(batch, Place::sequence))
                    .param("positions", column(batch, Place::position))
                    .update();
        }
        jdbc.sql("update axonserver_stream_position set position = :position where position < :position")
                .param("position", upTo)
                .update();
    }

    private static Long[] column(Batch batch, Function<Place, Long> value) {
        return batch.last.values().stream().map(value).toArray(Long[]::new);
    }

    /** The last entries of streams in a stretch of the log. */
    static final class Batch {
        private final Map<String, Place> last = new LinkedHashMap<>();

        void add(Event event, long position) {
            if (!EventLog.TYPES.contains(event.getAggregateType())) return;
            last.put(event.getAggregateIdentifier(), new Place(event.getAggregateSequenceNumber(), position));
        }
    }
}
