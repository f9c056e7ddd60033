package io.lotledger.export.job;

import io.lotledger.ingest.epcis.Uuids;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.UUID;

/** What an export is of. Jobs of one subject are numbered from 1, and their ids follow from the number on every node. {@code fdaOnly} leaves out the sheets that are not FDA's. */
public record ExportSubject(Lot lot, Direction direction, WorkbookFormat format, boolean fdaOnly) {
    private static final String FDA_ONLY = "fda-only";

    /** With all sheets. */
    public ExportSubject(Lot lot, Direction direction, WorkbookFormat format) {
        this(lot, direction, format, false);
    }

    UUID jobId(int generation) {
        String number = Integer.toString(generation);
        String id = lot.id().toString();
        return fdaOnly
                ? Uuids.v5(lot.organisation(), "export", id, direction.word(), format.word(), FDA_ONLY, number)
                : Uuids.v5(lot.organisation(), "export", id, direction.word(), format.word(), number);
    }
}
