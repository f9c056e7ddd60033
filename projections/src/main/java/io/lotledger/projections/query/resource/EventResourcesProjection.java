package io.lotledger.projections.query.resource;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.QueriedEvent;
import io.lotledger.projections.sql.ColumnArray;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills {@code event_resource}: each value that an organisation's events and error declarations hold, once. Rows are a
 * set, so their order of arrival does not matter.
 *
 * <p>The values are in the normal form of {@link QueriedEvent}: raise the version here too when that form changes.
 */
public final class EventResourcesProjection implements Projection {
    public static final String NAME = "event-resources";

    /** The order of the primary key, so that a batch touches each of its pages once. */
    private static final Comparator<Row> ORDER =
            Comparator.comparing(Row::organisation).thenComparing(Row::resource).thenComparing(Row::value);

    private final JdbcClient jdbc;

    public EventResourcesProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(UUID organisation, int resource, String value) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public List<String> tables() {
        return List.of("event_resource");
    }

    @Override
    public Set<String> neededToFill() {
        return Set.of("event_resource_pkey");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        insert(rows(events));
    }

    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        List<Row> rows = rows(events);
        return () -> insert(rows);
    }

    private static List<Row> rows(List<LoggedEvent> events) {
        Set<Row> rows = new HashSet<>();
        for (LoggedEvent event : events) {
            if (!(event.payload() instanceof EpcisEventCaptured captured)) continue;
            Map<Facet, Set<String>> values =
                    QueriedEvent.resources(new KeptEvent(captured.document(), captured.recordTime()));
            for (EventResource resource : EventResource.values()) {
                for (String value : resource.valuesOf(values)) {
                    if (CodeLength.isIndexable(value))
                        rows.add(new Row(captured.organisation(), resource.code(), value));
                }
            }
        }
        return rows.stream().sorted(ORDER).toList();
    }

    private void insert(List<Row> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                        insert into event_resource (organisation, resource, value)
                        select * from unnest(cast(:organisation as uuid[]), cast(:resource as smallint[]), :value)
                        on conflict do nothing
                        """)
                .param("organisation", ColumnArray.text(rows, Row::organisation))
                .param("resource", ColumnArray.text(rows, Row::resource))
                .param("value", ColumnArray.text(rows, Row::value))
                .update();
    }
}
