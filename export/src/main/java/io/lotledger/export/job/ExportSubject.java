package io.lotledger.export.job;

import io.lotledger.ingest.epcis.Uuids;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.UUID;

/** What an export is of. Jobs of one subject are numbered from 1, and their ids follow from the number on every node. */
public record ExportSubject(Lot lot, Direction direction, WorkbookFormat format) {

    UUID jobId(int generation) {
        return Uuids.v5(
                lot.organisation(),
                "export",
                lot.id().toString(),
                direction.word(),
                format.word(),
                Integer.toString(generation));
    }
}
