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
 * An index in PostgreSQL of the last entry of each stream; Axon Server answers for one aggregate at a time. The index
 * reflects the log up to {@link #position}. Index rows lost in a rollback are read from the log again.
 */
final class AxonServerStreams {
    private final JdbcClient jdbc;

    AxonServerStreams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sequence and position of a stream's last entry. */
    record Place(long sequence, long position) {}

    /** The position up to which the log is indexed, locked until the caller's transaction ends. */
    long position() {
        return jdbc.sql("select position from axonserver_stream_position for update")
                .query(Long.class)
                .single();
    }

    /** The places of the streams that are in the index. */
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

    /** Adds the log's entries up to a position beyond the indexed one. */
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

    /** The last entries of the streams in a section of the log. */
    static final class Batch {
        private final Map<String, Place> last = new LinkedHashMap<>();

        void add(Event event, long position) {
            if (!EventLog.TYPES.contains(event.getAggregateType())) return;
            last.put(event.getAggregateIdentifier(), new Place(event.getAggregateSequenceNumber(), position));
        }
    }
}
