package io.lotledger.projections.index;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code event}, {@code error_declaration} and {@code error_correction}. */
public final class EventIndexProjection implements Projection {
    public static final String NAME = "event-index";

    private final EventTables tables;

    /** @param keepsDocuments whether to store each document, for {@link IndexedDocuments} */
    public EventIndexProjection(JdbcClient jdbc, JdbcOperations copying, boolean keepsDocuments) {
        this.tables = new EventTables(jdbc, copying, keepsDocuments);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 5;
    }

    @Override
    public List<String> tables() {
        return List.of("event", "error_declaration", "error_correction");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        tables.write(rows(events));
    }

    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        return tables.fill(rows(events));
    }

    @Override
    public boolean finish() {
        tables.voidAllDeclared();
        return false;
    }

    private static EventRows rows(List<LoggedEvent> events) {
        EventRows rows = new EventRows();
        for (LoggedEvent event : events) {
            if (event.payload() instanceof EpcisEventCaptured captured)
                rows.add(event.position(), captured, event.event());
        }
        return rows;
    }
}
