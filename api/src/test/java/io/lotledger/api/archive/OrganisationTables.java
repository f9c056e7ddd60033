package io.lotledger.api.archive;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.find.FindProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.resource.EventResourcesProjection;
import io.lotledger.projections.query.search.QueryIndexProjection;
import io.lotledger.projections.rebuild.Rebuilds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that the projections hold of one organisation, in a form in which two ledgers can be compared. */
public final class OrganisationTables {
    private static final Set<String> OF_THE_CAPTURE = Set.of("record_time", "capture_id");
    private static final Set<String> POSITIONS =
            Set.of("position", "since", "until", "declared", "input_position", "output_position");
    private static final List<Class<? extends Projection>> PROJECTIONS = List.of(
            EventIndexProjection.class,
            LineageProjection.class,
            MasterDataProjection.class,
            CteProjection.class,
            FindProjection.class,
            QueryIndexProjection.class,
            EventResourcesProjection.class);

    private OrganisationTables() {}

    /** Until the tables hold the whole log, as today's code writes it. */
    public static void await(LotledgerServer server) {
        long head = server.bean(EventLog.class).head();
        Awaitility.await()
                .until(() -> server.bean(ProjectionPositions.class).covers(head)
                        && server.bean(Rebuilds.class).versions().values().stream()
                                .allMatch(version -> version.tables() == version.code()));
    }

    /** Every row of every projection's tables: positions by their rank, without what another capture makes anew. */
    public static Map<String, List<String>> of(LotledgerServer server, UUID organisation) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        Map<Long, Integer> ranks = new TreeMap<>();
        jdbc.sql("""
                        select position from event where organisation = :organisation
                        union select position from error_declaration where organisation = :organisation
                        union select since from master_data where organisation = :organisation
                        order by 1
                        """).param("organisation", organisation).query(row -> {
            ranks.put(row.getLong(1), ranks.size() + 1);
        });
        Map<String, List<String>> tables = new TreeMap<>();
        PROJECTIONS.stream()
                .<Projection>map(server::bean)
                .flatMap(projection -> projection.tables().stream())
                .filter(table -> !table.equals("cte_derivation")) // up to where a row was derived: depends on the steps
                .forEach(table -> tables.put(table, rows(jdbc, table, organisation, ranks)));
        return tables;
    }

    private static List<String> rows(JdbcClient jdbc, String table, UUID organisation, Map<Long, Integer> ranks) {
        return jdbc
                .sql("select * from " + table + " where organisation = :organisation")
                .param("organisation", organisation)
                .query((row, n) -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        String column = row.getMetaData().getColumnName(i);
                        if (OF_THE_CAPTURE.contains(column)) continue;
                        @Nullable Object value = row.getObject(i);
                        boolean isPosition = value instanceof Long && POSITIONS.contains(column);
                        // a transformation without an id is named by its position
                        if (value instanceof String named && named.matches("#\\d+"))
                            value = "#" + ranks.get(Long.parseLong(named.substring(1)));
                        else if (isPosition && ranks.containsKey(value)) value = "#" + ranks.get(value);
                        else if (value instanceof java.sql.Array array) value = List.of((Object[]) array.getArray());
                        text.append(column).append('=').append(value).append(' ');
                    }
                    return text.toString();
                })
                .list() // a stream would keep its connection
                .stream()
                .sorted()
                .toList();
    }
}
