package io.lotledger.export.source;

import io.lotledger.export.job.Maker;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionVersions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of this build, and of the tables as PostgreSQL has them. */
public final class ServerRules implements RulesInForce {
    private final ProjectionPositions positions;
    private final WorkbookRules own;

    public ServerRules(ProjectionPositions positions, ProjectionVersions code, Maker maker) {
        this.positions = positions;
        this.own = new WorkbookRules(
                maker, ExportedTrace.READ.stream().collect(Collectors.toMap(Function.identity(), code::of)));
    }

    @Override
    public WorkbookRules inForce() {
        Map<String, Integer> tables = new TreeMap<>(positions.versions(false));
        tables.keySet().retainAll(ExportedTrace.READ);
        return new WorkbookRules(own.maker(), tables);
    }

    @Override
    public WorkbookRules own() {
        return own;
    }
}
