package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.projections.processor.ProjectionProgress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the log is, and everything that follows it: each projection, the tally, the subscriptions and the hash chain. The tally
 * is as far as the first lot that it has still to count.
 */
record ReadModelPositions(long head, Map<String, Long> positions) {

    static ReadModelPositions of(LotledgerServer server) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event")
                .query(Long.class)
                .single();
        Map<String, Long> positions =
                new TreeMap<>(server.bean(ProjectionProgress.class).positions());
        jdbc.sql("""
                        select 'tally' as name,
                               least(position, (select min(since) - 1 from tally_queue where since <= position)) as position
                          from tally
                        union all select 'subscriptions', position from subscription_matching
                        union all select 'hash chain', position from chain_progress
                        """).query(row -> {
            positions.put(row.getString("name"), row.getLong("position"));
        });
        return new ReadModelPositions(head, positions);
    }

    ReadModelPositions without(Set<String> names) {
        Map<String, Long> rest = new TreeMap<>(positions);
        rest.keySet().removeAll(names);
        return new ReadModelPositions(head, rest);
    }

    boolean cover(long position) {
        return positions.values().stream().allMatch(at -> at >= position);
    }
}
