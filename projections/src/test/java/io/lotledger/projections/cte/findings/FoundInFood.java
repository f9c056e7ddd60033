package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.model.FindingKind.*;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A lot of romaine that is packed, shipped, received and used, and what is found wrong with it. */
final class FoundInFood {
    static final Food LOT = packedRomaine();
    /** These scenarios have no master data; its findings are ignored. */
    private static final Set<FindingKind> IGNORED = Set.of(UNKNOWN_LOCATION, UNKNOWN_PRODUCT);

    static final EventBuilder PACKED = transformation("packing")
            .named("packed")
            .on("2026-04-18T10:00:00-04:00")
            .at(PACKER)
            .of(romaine().link(), "2500", "LBR")
            .into(LOT.link(), "100", "CS");

    private FoundInFood() {}

    static EventBuilder shipped(int cases) {
        return shipped(LOT, cases);
    }

    static EventBuilder shipped(Food lot, int cases) {
        return observe("shipping")
                .named("shipped " + cases)
                .on("2026-04-19T08:00:00-04:00")
                .of(lot.link(), "" + cases, "CS")
                .readAt(PACKER)
                .from(PACKER)
                .to(WAREHOUSE);
    }

    static EventBuilder received(int cases) {
        return observe("receiving")
                .named("received " + cases)
                .on("2026-04-19T16:00:00-04:00")
                .of(LOT.link(), "" + cases, "CS")
                .at(WAREHOUSE);
    }

    static EventBuilder madeInto(Food lot, String id, int cases) {
        return transformation("commissioning")
                .named(id)
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "" + cases, "CS")
                .into(lot.link(), "" + cases, "CS");
    }

    static List<Finding> found(Food lot, EventBuilder... told) {
        return Traced.findings(lot, told).stream()
                .filter(finding -> !IGNORED.contains(finding.kind()))
                .toList();
    }

    static Stream<FindingKind> kinds(Food lot, EventBuilder... told) {
        return found(lot, told).stream().map(Finding::kind);
    }
}
