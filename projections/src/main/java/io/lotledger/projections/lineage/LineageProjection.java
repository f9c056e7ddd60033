package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.replay.ProjectionBatch;
import io.lotledger.projections.replay.ProjectionPositions;
import java.util.function.Function;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the tables of lots, edges and containers. It hears of every declaration itself and waits for no other projection.
 * Run it with one segment: events of one transformation or one serial may be of any aggregate.
 */
@ProcessingGroup(LineageProjection.NAME)
public final class LineageProjection {
    public static final String NAME = "lineage";

    private final Function<String, EpcisEvent> reader;
    private final LineageTables tables;
    private final ProjectionBatch<LineageRows> batch;

    /** @param reader reads {@link EpcisEventCaptured#document()} */
    public LineageProjection(JdbcClient jdbc, ProjectionPositions positions, Function<String, EpcisEvent> reader) {
        this.reader = reader;
        this.tables = new LineageTables(jdbc);
        this.batch = new ProjectionBatch<>(NAME, positions, LineageRows::new, (rows, position) -> tables.write(rows));
    }

    @EventHandler
    void on(EpcisEventCaptured captured, TrackingToken token) {
        EpcisEvent event = reader.apply(captured.document());
        batch.at(token).add(ProjectionBatch.position(token), captured.organisation(), event);
    }

    /** Of no use here, but read: the position says so. */
    @EventHandler
    void pass(EventMessage<?> other, TrackingToken token) {
        batch.at(token);
    }

    @ResetHandler
    void reset() {
        tables.empty();
        batch.restart();
    }
}
