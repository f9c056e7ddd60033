package io.lotledger.ingest.eventlog;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log as a table: a run is one statement. */
public final class PostgresqlLogReader implements LogReader {
    /** What the payloads of one run may have together; one entry is always read. */
    private static final long MOST_BYTES = 8L << 20;

    private static final String[] TYPES = {EpcisEventCaptured.class.getName(), MasterDataCaptured.class.getName()};

    private final JdbcClient jdbc;
    private final Serializer serializer;

    /** @param serializer the one the store writes payloads with */
    public PostgresqlLogReader(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    @Override
    public long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event")
                .query(Long.class)
                .single();
    }

    @Override
    public Run read(long after, long until) {
        List<Placed> entries = new ArrayList<>();
        boolean[] more = new boolean[1];
        jdbc.sql("""
                        select global_index, payload_type, payload_revision, payload, more
                          from (select e.*,
                                       sum(octet_length(payload)) over log - octet_length(payload) as bytes_before,
                                       lead(global_index) over log is not null as more
                                  from domain_event e
                                 where global_index > :after and global_index <= :until and payload_type = any(:types)
                                window log as (order by global_index)) run
                         where bytes_before < :bytes
                         order by global_index
                        """)
                .param("after", after)
                .param("until", until)
                .param("types", TYPES)
                .param("bytes", MOST_BYTES)
                .query(row -> {
                    Object payload = serializer.deserialize(new SimpleSerializedObject<>(
                            row.getBytes("payload"),
                            byte[].class,
                            row.getString("payload_type"),
                            row.getString("payload_revision")));
                    entries.add(new Placed(row.getLong("global_index"), payload));
                    more[0] = row.getBoolean("more");
                });
        long upTo = more[0] ? entries.get(entries.size() - 1).position() : until;
        return new Run(upTo, entries);
    }
}
