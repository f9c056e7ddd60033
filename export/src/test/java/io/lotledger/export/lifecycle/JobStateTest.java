package io.lotledger.export.lifecycle;

import static io.lotledger.export.job.Romaine.ASKED;
import static io.lotledger.export.job.Romaine.JOB;
import static io.lotledger.export.job.Romaine.attemptFailed;
import static io.lotledger.export.job.Romaine.delivered;
import static io.lotledger.export.job.Romaine.failed;
import static io.lotledger.export.job.Romaine.requested;
import static io.lotledger.export.job.Romaine.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.Romaine;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.projections.lineage.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStateTest {

    @Test
    void jobIsFoldedFromItsEvents() {
        JobState job = folded(
                requested(),
                started(1),
                attemptFailed(1),
                started(2),
                delivered(2, ASKED.plusSeconds(5)),
                new WorkbookDownloaded(JOB, ASKED.plusSeconds(9), "k9"));

        assertThat(job.status()).isEqualTo(JobStatus.DELIVERED);
        assertThat(job.attempts()).isEqualTo(2);
        assertThat(job.processingStartedAt()).isEqualTo(started(1).at());
        assertThat(job.delivery()).isEqualTo(delivered(2, ASKED.plusSeconds(5)));
        assertThat(job.downloads()).isEqualTo(1);
    }

    @Test
    void historyFoldedToAnEarlierEventShowsTheJobAsItStoodThen() {
        assertThat(folded(requested()).status()).isEqualTo(JobStatus.PENDING);
        assertThat(folded(requested(), started(1)).status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(folded(requested(), started(1), failed()).status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void noEventsAreNoJob() {
        assertThat(JobHistory.fold(List.of())).isEmpty();
    }

    @Test
    void anotherGenerationDirectionOrOrganisationIsAnotherJob() {
        ExportSubject forward = new ExportSubject(Romaine.LOT, Direction.FORWARD, WorkbookFormat.XLSX);

        assertThat(Romaine.SUBJECT.jobId(1))
                .isEqualTo(Romaine.SUBJECT.jobId(1))
                .isNotEqualTo(Romaine.SUBJECT.jobId(2))
                .isNotEqualTo(forward.jobId(1));
    }

    private static JobState folded(ExportJobEvent... events) {
        List<RecordedEvent> recorded = new ArrayList<>();
        for (ExportJobEvent event : events) recorded.add(new RecordedEvent(recorded.size(), event.at(), event));
        return JobHistory.fold(recorded).orElseThrow();
    }
}
