package io.lotledger.projections.masterdata;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code master_data}, one row per captured version of an element. */
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
    public int version() {
        return 6;
    }

    @Override
    public List<String> tables() {
        return List.of("master_data");
    }

    @Override
    public Set<String> neededToFill() {
        return Set.of("master_data_pkey", "master_data_subject");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        List<MasterDataTable.Captured> versions = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (event.payload() instanceof MasterDataCaptured captured)
                versions.add(new MasterDataTable.Captured(event.position(), captured));
        }
        table.write(versions);
    }
}
