package io.lotledger.export.drill;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.retention.ObjectNames;

/** Names of drills' workbooks in S3, apart from those of exports. */
final class DrillObjects {
    private DrillObjects() {}

    /** The key of one attempt, so that a node that was thought dead never overwrites another attempt's workbook. */
    static String key(DrillRequested drill, int attempt) {
        return "drills/" + drill.organisation() + "/" + drill.shortId() + "/" + attempt + ".xlsx";
    }

    /** {@code mock-recall_2-lots_both_2026-11-23.xlsx}: nobody takes it for the answer to a request of FDA. */
    static String fileName(ExportRequested export) {
        return ObjectNames.fileName("mock-recall", export);
    }
}
