package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the tables of lots, edges and containers. It handles error declarations itself and depends on no other
 * projection.
 */
public final class LineageProjection implements Projection {
    public static final String NAME = "lineage";

    private final LineageTables tables;
    private final BizStepVocabulary vocabulary;

    /** @param vocabulary after a change of it, the tables are to be rebuilt */
    public LineageProjection(JdbcClient jdbc, JdbcOperations copying, BizStepVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.tables = new LineageTables(jdbc, copying);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 19;
    }

    @Override
    public List<String> tables() {
        return List.of(
                "lineage_event",
                "lot",
                "event_lot",
                "event_unit",
                "serial_lot",
                "shipping_document",
                "containment",
                "transformed_content",
                "transformed_unit",
                "declared_name",
                "lot_edge");
    }

    @Override
    public Set<String> neededToFill() {
        return Set.of("lineage_event_pkey", "lot_pkey");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        tables.write(rows(events));
    }

    @Override
    public void writeLate(LoggedEvent event) {
        LineageRows rows = rows(List.of(event));
        tables.write(rows);
        tables.nameEarlier(rows);
    }

    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        LineageRows rows = rows(events);
        return () -> tables.insert(rows);
    }

    @Override
    public boolean finish() {
        tables.settle();
        return false;
    }

    private LineageRows rows(List<LoggedEvent> events) {
        LineageRows rows = new LineageRows(vocabulary);
        for (LoggedEvent event : events) {
            if (event.payload() instanceof EpcisEventCaptured captured)
                rows.add(event.position(), captured.organisation(), event.event());
        }
        return rows;
    }
}
