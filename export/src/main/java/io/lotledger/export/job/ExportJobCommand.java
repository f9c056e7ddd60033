package io.lotledger.export.job;

import java.util.UUID;

/** An order to an export job. */
sealed interface ExportJobCommand
        permits RequestExport,
                StartProcessing,
                ReportProgress,
                RecordAttemptFailure,
                RecordDelivery,
                RecordFailure,
                RecordDownload,
                RecordMissedDeadline,
                ExpireWorkbook {
    UUID jobId();
}
