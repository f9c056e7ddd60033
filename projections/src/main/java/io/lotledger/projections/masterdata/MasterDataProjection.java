package io.lotledger.projections.masterdata;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.replay.LoggedEvent;
import io.lotledger.projections.replay.Projection;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code master_data}: a version per change. The same said again makes no new version. */
public final class MasterDataProjection implements Projection {
    public static final String NAME = "master-data";

    private final MasterDataTable table;

    public MasterDataProjection(JdbcClient jdbc) {
        this.table = new MasterDataTable(jdbc);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("master_data");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        List<MasterDataTable.Said> said = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (event.payload() instanceof MasterDataCaptured captured)
                said.add(new MasterDataTable.Said(event.position(), captured));
        }
        table.write(said);
    }
}
