package io.lotledger.projections.find;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the tables of the search box and of the lists of places and products. Nothing is ever removed: what an event named is
 * found, also after the event was declared an error, and a product is found by its former names.
 */
public final class FindProjection implements Projection {
    public static final String NAME = "find";

    private final SearchTables tables;

    public FindProjection(JdbcClient jdbc) {
        this.tables = new SearchTables(jdbc);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 7;
    }

    @Override
    public List<String> tables() {
        return List.of("search_term", "search_document", "used_key", "used_key_lot");
    }

    @Override
    public Set<String> neededToFill() {
        return Set.of("search_term_pkey", "search_document_pkey", "used_key_pkey", "used_key_lot_pkey");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        tables.write(rows(events));
    }

    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        SearchRows rows = rows(events);
        return () -> tables.write(rows);
    }

    private static SearchRows rows(List<LoggedEvent> events) {
        SearchRows rows = new SearchRows();
        for (LoggedEvent event : events) {
            if (event.payload() instanceof EpcisEventCaptured captured)
                rows.add(event.position(), captured.organisation(), event.event());
            else if (event.payload() instanceof MasterDataCaptured captured) rows.add(captured);
        }
        return rows;
    }
}
