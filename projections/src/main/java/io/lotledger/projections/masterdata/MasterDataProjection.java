package io.lotledger.projections.masterdata;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.replay.ParkedEvents;
import io.lotledger.projections.replay.Projection;
import io.lotledger.projections.replay.ProjectionBatch;
import io.lotledger.projections.replay.ProjectionPositions;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code master_data}: a version per change. The same said again makes no new version. Run it with one segment. */
@ProcessingGroup(MasterDataProjection.NAME)
public final class MasterDataProjection implements Projection {
    public static final String NAME = "master-data";

    private final MasterDataTable table;
    private final ProjectionBatch<List<MasterDataTable.Said>> batch;

    public MasterDataProjection(JdbcClient jdbc, ProjectionPositions positions, ParkedEvents parked) {
        this.table = new MasterDataTable(jdbc);
        this.batch = new ProjectionBatch<>(
                NAME,
                positions,
                parked,
                ArrayList::new,
                (position, payload, said) -> said.add(new MasterDataTable.Said(position, (MasterDataCaptured) payload)),
                (said, position) -> table.write(said));
    }

    @EventHandler
    void on(MasterDataCaptured captured, TrackingToken token) {
        batch.take(token, captured);
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
        table.empty();
        batch.restart();
    }
}
