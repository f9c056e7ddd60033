package io.lotledger.projections.index;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.replay.ParkedEvents;
import io.lotledger.projections.replay.Projection;
import io.lotledger.projections.replay.ProjectionBatch;
import io.lotledger.projections.replay.ProjectionPositions;
import java.util.function.Function;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code event} and {@code error_declaration}. Run it with one segment. */
@ProcessingGroup(EventIndexProjection.NAME)
public final class EventIndexProjection implements Projection {
    public static final String NAME = "event-index";

    private final Function<String, EpcisEvent> reader;
    private final EventTables tables;
    private final ProjectionBatch<EventRows> batch;

    /** @param reader reads {@link EpcisEventCaptured#document()} */
    public EventIndexProjection(
            JdbcClient jdbc, ProjectionPositions positions, ParkedEvents parked, Function<String, EpcisEvent> reader) {
        this.reader = reader;
        this.tables = new EventTables(jdbc);
        this.batch = new ProjectionBatch<>(
                NAME, positions, parked, EventRows::new, this::read, (rows, position) -> tables.write(rows));
    }

    @EventHandler
    void on(EpcisEventCaptured captured, TrackingToken token) {
        batch.take(token, captured);
    }

    private void read(long position, Object payload, EventRows rows) {
        EpcisEventCaptured captured = (EpcisEventCaptured) payload;
        rows.add(position, captured, reader.apply(captured.document()));
    }

    /** Of no use here, but read: the position says so. */
    @EventHandler
    void pass(EventMessage<?> other, TrackingToken token) {
        batch.pass(token);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void takeParked(long position, Object payload) {
        batch.takeParked(position, payload);
    }

    @ResetHandler
    void reset() {
        tables.empty();
        batch.restart();
    }
}
