package io.lotledger.projections.query.search;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.QueriedEvent;
import io.lotledger.projections.sql.CopyRows;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Fills {@code queried_event}: every event and error declaration with the index entries of its values. The document
 * stays where it is; the index holds no copy.
 */
public final class QueryIndexProjection implements Projection {
    public static final String NAME = "query-index";

    private static final String TABLE = "queried_event (organisation, position, event_time, biz_step, keys)";

    private final JdbcOperations copying;

    public QueryIndexProjection(JdbcOperations copying) {
        this.copying = copying;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** 2: typed texts are indexed as the numbers and booleans they are. 5: space around texts does not count. 6: more units of pressure.
     * 7: nor does space around texts of sensors; the text of an element of XML goes before its attributes. */
    @Override
    public int version() {
        return 7;
    }

    @Override
    public List<String> tables() {
        return List.of("queried_event");
    }

    /** The documents of found events are read from its tables. */
    @Override
    public Set<String> reads() {
        return Set.of(EventIndexProjection.NAME);
    }

    /** Its rows do not depend on those of the event index. */
    @Override
    public Set<String> rebuiltAfter() {
        return Set.of();
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        fill(events, 0, upTo).run();
    }

    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        CopyRows rows = new CopyRows(500 * events.size());
        boolean isEmpty = true;
        for (LoggedEvent event : events) {
            if (!(event.payload() instanceof EpcisEventCaptured captured)) continue;
            add(rows, event.position(), captured);
            isEmpty = false;
        }
        return isEmpty ? () -> {} : () -> rows.into(TABLE, copying);
    }

    private static void add(CopyRows rows, long position, EpcisEventCaptured captured) {
        QueriedEvent event = QueriedEvent.of(position, new KeptEvent(captured.document(), captured.recordTime()));
        UUID organisation = captured.organisation();
        StringBuilder keys = new StringBuilder("{");
        for (long key : event.keys(organisation))
            keys.append(keys.length() > 1 ? "," : "").append(key);
        rows.cell(organisation)
                .cell(position)
                .cell(event.eventTime().truncatedTo(ChronoUnit.MICROS))
                .cell(event.first(Facet.BIZ_STEP))
                .cell(keys.append('}'))
                .endRow();
    }
}
