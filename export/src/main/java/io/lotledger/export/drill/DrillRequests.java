package io.lotledger.export.drill;

import io.lotledger.export.drill.DrillCommand.RequestDrill;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/** Takes requests for drills. */
public class DrillRequests {
    private final CommandGateway commands;
    private final ReadModels readModels;
    private final DrillSchedule schedule;
    private final DiskReserve reserve;

    public DrillRequests(CommandGateway commands, ReadModels readModels, DrillSchedule schedule, DiskReserve reserve) {
        this.commands = commands;
        this.readModels = readModels;
        this.schedule = schedule;
        this.reserve = reserve;
    }

    /**
     * Makes a drill of the lots, which a node begins soon.
     *
     * @param random how many of the lots were left to chance; null when they were named
     * @return the id of the drill
     * @throws io.lotledger.ingest.eventlog.outage.DiskShortException while the disk is short: a drill is new work
     */
    public UUID request(
            UUID organisation, List<UUID> lots, @Nullable Integer random, Direction direction, String keyId) {
        reserve.require();
        UUID drillId = UUID.randomUUID();
        schedule.announce(drillId);
        commands.sendAndWait(
                new RequestDrill(drillId, organisation, lots, random, direction, keyId, readModels.head()));
        schedule.begin(drillId);
        return drillId;
    }
}
