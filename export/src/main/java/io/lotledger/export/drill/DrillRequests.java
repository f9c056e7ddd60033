package io.lotledger.export.drill;

import io.lotledger.export.drill.DrillCommand.RequestDrill;
import io.lotledger.export.request.ReadModels;
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

    public DrillRequests(CommandGateway commands, ReadModels readModels, DrillSchedule schedule) {
        this.commands = commands;
        this.readModels = readModels;
        this.schedule = schedule;
    }

    /**
     * Makes a drill of the lots, which a node begins soon.
     *
     * @param random how many of the lots were left to chance; null when they were named
     * @return the id of the drill
     */
    public UUID request(
            UUID organisation, List<UUID> lots, @Nullable Integer random, Direction direction, String keyId) {
        UUID drillId = UUID.randomUUID();
        schedule.announce(drillId);
        commands.sendAndWait(
                new RequestDrill(drillId, organisation, lots, random, direction, keyId, readModels.head()));
        schedule.begin(drillId);
        return drillId;
    }
}
