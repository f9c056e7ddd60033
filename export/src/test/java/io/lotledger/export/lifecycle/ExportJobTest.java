package io.lotledger.export.lifecycle;

import static io.lotledger.export.job.Romaine.ASKED;
import static io.lotledger.export.job.Romaine.JOB;
import static io.lotledger.export.job.Romaine.LINK;
import static io.lotledger.export.job.Romaine.RULES;
import static io.lotledger.export.job.Romaine.SHA256;
import static io.lotledger.export.job.Romaine.attemptFailed;
import static io.lotledger.export.job.Romaine.delivered;
import static io.lotledger.export.job.Romaine.delivery;
import static io.lotledger.export.job.Romaine.expired;
import static io.lotledger.export.job.Romaine.failed;
import static io.lotledger.export.job.Romaine.linkMade;
import static io.lotledger.export.job.Romaine.missedDeadline;
import static io.lotledger.export.job.Romaine.request;
import static io.lotledger.export.job.Romaine.requested;
import static io.lotledger.export.job.Romaine.shortId;
import static io.lotledger.export.job.Romaine.started;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.DeadlineMissed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LinkRevoked;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.export.lifecycle.ExportJobCommand.ExpireWorkbook;
import io.lotledger.export.lifecycle.ExportJobCommand.MakeLink;
import io.lotledger.export.lifecycle.ExportJobCommand.OpenByLink;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordAttemptFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDelivery;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDownload;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordMissedDeadline;
import io.lotledger.export.lifecycle.ExportJobCommand.ReportProgress;
import io.lotledger.export.lifecycle.ExportJobCommand.RevokeLink;
import io.lotledger.export.lifecycle.ExportJobCommand.StartProcessing;
import io.lotledger.ingest.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportJobTest {
    private static final Instant NOW = ASKED.plusSeconds(60);

    private final AggregateTestFixture<ExportJob> job = new AggregateTestFixture<>(ExportJob.class);

    private final MovableClock clock = MovableClock.stoppedAt(NOW);

    @BeforeEach
    void stopTheClock() {
        job.registerInjectableResource(clock);
    }

    @Test
    void requestFixesLotDirectionLogPositionAndWhoAsked() {
        clock.moveTo(ASKED);

        job.givenNoPriorActivity().when(request()).expectEvents(requested());
    }

    @Test
    void processingStartsOnceForAnAttempt() {
        job.given(requested())
                .when(new StartProcessing(JOB, 1))
                .expectEvents(new ProcessingStarted(JOB, 1, NOW))
                .expectResultMessagePayload(true);
    }

    @Test
    void attemptThatHasStartedMayGoOnWithoutAnotherEvent() {
        job.given(requested(), started(1))
                .when(new StartProcessing(JOB, 1))
                .expectNoEvents()
                .expectResultMessagePayload(true);
    }

    @Test
    void laterAttemptTakesOver() {
        job.given(requested(), started(1))
                .when(new StartProcessing(JOB, 2))
                .expectEvents(new ProcessingStarted(JOB, 2, NOW))
                .expectResultMessagePayload(true);
    }

    @Test
    void staleAttemptMayNotStartAgain() {
        job.given(requested(), started(1), started(2))
                .when(new StartProcessing(JOB, 1))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void deliveredJobIsNotWorkedOnAgain() {
        job.given(requested(), started(1), delivered())
                .when(new StartProcessing(JOB, 2))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void deliveryIsRecordedWithWhatWasStored() {
        job.given(requested(), started(1)).when(delivery(1)).expectEvents(delivered(1, NOW));
    }

    @Test
    void deliveredTwiceIsRecordedOnce() {
        job.given(requested(), started(1), delivered())
                .when(delivery(1))
                .expectNoEvents()
                .expectResultMessagePayload(true);
    }

    @Test
    void deliveryOfAnObjectThatIsNotTheJobsIsTold() {
        job.given(requested(), started(1), started(2), delivered(2, NOW))
                .when(new RecordDelivery(
                        JOB, 1, "exports/other.xlsx", "other.xlsx", SHA256, SHA256, RULES, 1, Map.of(), "other"))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void pendingJobCannotBeDelivered() {
        job.given(requested())
                .when(delivery(1))
                .expectException(IllegalStateException.class)
                .expectExceptionMessage("export job " + shortId() + " is PENDING, not PROCESSING");
    }

    @Test
    void failedJobCannotBeDelivered() {
        job.given(requested(), started(1), failed())
                .when(delivery(1))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void staleWorkerCannotFinishALaterAttempt() {
        job.given(requested(), started(1), started(2))
                .when(delivery(1))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void staleWorkerCannotFailALaterAttempt() {
        job.given(requested(), started(1), started(2))
                .when(new RecordFailure(JOB, 1, "rendering_failed", "It broke."))
                .expectNoEvents();
    }

    @Test
    void attemptThatFailedIsRecordedWithWhenTheNextMayBegin() {
        Instant retryAt = NOW.plusSeconds(2);

        job.given(requested(), started(1))
                .when(new RecordAttemptFailure(JOB, 1, "storage_unavailable", "S3 did not answer.", retryAt))
                .expectEvents(new AttemptFailed(JOB, 1, "storage_unavailable", "S3 did not answer.", retryAt, NOW));
    }

    @Test
    void attemptFailsOnce() {
        job.given(requested(), started(1), attemptFailed(1))
                .when(new RecordAttemptFailure(JOB, 1, "storage_unavailable", "S3 did not answer.", NOW))
                .expectNoEvents();
    }

    @Test
    void attemptThatFailedIsFollowedByAnotherThatDelivers() {
        job.given(requested(), started(1), attemptFailed(1), started(2))
                .when(delivery(2))
                .expectEvents(delivered(2, NOW));
    }

    @Test
    void failureIsRecordedWithItsReason() {
        job.given(requested(), started(1))
                .when(new RecordFailure(JOB, 1, "trace_too_large", "The trace has 2,000,000 rows."))
                .expectEvents(new ExportFailed(JOB, 1, "trace_too_large", "The trace has 2,000,000 rows.", NOW));
    }

    @Test
    void jobWhoseReadModelsNeverCameFailsWithoutHavingStarted() {
        job.given(requested())
                .when(new RecordFailure(JOB, 1, "read_models_behind", "They stand at 12."))
                .expectEvents(new ExportFailed(JOB, 1, "read_models_behind", "They stand at 12.", NOW));
    }

    @Test
    void failedTwiceIsRecordedOnce() {
        job.given(requested(), started(1), failed())
                .when(new RecordFailure(JOB, 1, "trace_too_large", "Again."))
                .expectNoEvents();
    }

    @Test
    void deliveredJobCannotFail() {
        job.given(requested(), started(1), delivered())
                .when(new RecordFailure(JOB, 1, "worker_lost", "None ended."))
                .expectNoEvents();
    }

    @Test
    void progressIsRecordedAtMostOnceASecond() {
        job.given(requested(), started(1), new ProgressReported(JOB, 1, 10, 100, NOW.minusMillis(999)))
                .when(new ReportProgress(JOB, 1, 20, 100))
                .expectNoEvents();
    }

    @Test
    void progressIsRecordedASecondLater() {
        job.given(requested(), started(1), new ProgressReported(JOB, 1, 10, 100, NOW.minus(Duration.ofSeconds(1))))
                .when(new ReportProgress(JOB, 1, 20, 100))
                .expectEvents(new ProgressReported(JOB, 1, 20, 100, NOW));
    }

    @Test
    void downloadOfADeliveredJobIsCounted() {
        job.given(requested(), started(1), delivered())
                .when(new RecordDownload(JOB, "k9"))
                .expectEvents(new WorkbookDownloaded(JOB, NOW, "k9"));
    }

    @Test
    void everyDownloadCounts() {
        job.given(requested(), started(1), delivered(), new WorkbookDownloaded(JOB, ASKED.plusSeconds(9), "k9"))
                .when(new RecordDownload(JOB, "k9"))
                .expectEvents(new WorkbookDownloaded(JOB, NOW, "k9"));
    }

    @Test
    void workbookExpiresOnceHoweverOftenItIsRemoved() {
        job.given(requested(), started(1), delivered())
                .when(new ExpireWorkbook(JOB))
                .expectEvents(new WorkbookExpired(JOB, NOW));
        job.given(requested(), started(1), delivered(), expired())
                .when(new ExpireWorkbook(JOB))
                .expectNoEvents();
    }

    @Test
    void workbookThatWasNeverMadeCannotExpire() {
        job.given(requested(), started(1)).when(new ExpireWorkbook(JOB)).expectException(IllegalStateException.class);
    }

    @Test
    void workbookThatHasGoneIsNotDownloaded() {
        job.given(requested(), started(1), delivered(), expired())
                .when(new RecordDownload(JOB, "k9"))
                .expectNoEvents();
    }

    @Test
    void missedDeadlineIsRecordedOnce() {
        Instant due = ASKED.plus(Duration.ofHours(24));
        clock.moveTo(due.plusMillis(1));

        job.given(requested(), started(1))
                .when(new RecordMissedDeadline(JOB))
                .expectEvents(new DeadlineMissed(JOB, due, due.plusMillis(1)))
                .expectResultMessagePayload(true);
        job.given(requested(), started(1), missedDeadline())
                .when(new RecordMissedDeadline(JOB))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void deadlineIsNotMissedBeforeItHasPassed() {
        clock.moveTo(ASKED.plus(Duration.ofHours(24)));

        job.given(requested(), started(1))
                .when(new RecordMissedDeadline(JOB))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void jobThatEndedTooLateMissedItsDeadlineWheneverThatIsSeen() {
        Instant due = ASKED.plus(Duration.ofHours(24));
        clock.moveTo(due.plusSeconds(90));

        job.given(requested(), started(1), delivered(1, due.plusSeconds(1)))
                .when(new RecordMissedDeadline(JOB))
                .expectEvents(new DeadlineMissed(JOB, due, due.plusSeconds(90)));
        job.given(requested(), started(1), delivered(1, due))
                .when(new RecordMissedDeadline(JOB))
                .expectNoEvents();
    }

    @Test
    void thereIsNothingToDownloadBeforeDelivery() {
        job.given(requested(), started(1))
                .when(new RecordDownload(JOB, "k9"))
                .expectException(IllegalStateException.class)
                .expectExceptionMessage("export job " + shortId() + " is PROCESSING, not DELIVERED");
    }

    @Test
    void linkIsMadeToADeliveredJobOnce() {
        clock.moveTo(ASKED.plusSeconds(10));
        LinkMade made = linkMade();
        MakeLink command = new MakeLink(JOB, LINK, SHA256, made.note(), made.expiresAt(), "k9");

        job.given(requested(), started(1), delivered())
                .when(command)
                .expectEvents(made)
                .expectResultMessagePayload(true);
        job.given(requested(), started(1), delivered(), made)
                .when(command)
                .expectNoEvents()
                .expectResultMessagePayload(true);
        job.given(requested(), started(1)).when(command).expectException(IllegalStateException.class);
    }

    @Test
    void jobHasAtMostAHundredLinksRevokedOnesIncluded() {
        clock.moveTo(ASKED.plusSeconds(10));
        LinkMade made = linkMade();
        MakeLink command = new MakeLink(JOB, LINK, SHA256, made.note(), made.expiresAt(), "k9");
        List<Object> events = new ArrayList<>(List.of(requested(), started(1), delivered()));
        for (int i = 1; i < 100; i++)
            events.add(new LinkMade(JOB, "link" + i, SHA256, null, made.expiresAt(), made.at(), "k9"));
        events.add(new LinkRevoked(JOB, "link1", made.at(), "k9"));

        job.given(events).when(command).expectEvents(made).expectResultMessagePayload(true);
        events.add(new LinkMade(JOB, "link100", SHA256, null, made.expiresAt(), made.at(), "k9"));
        job.given(events).when(command).expectNoEvents().expectResultMessagePayload(false);
    }

    @Test
    void linkOpensUntilItExpiresOrIsRevoked() {
        Instant expiry = linkMade().expiresAt();

        clock.moveTo(expiry.minusMillis(1));
        job.given(requested(), started(1), delivered(), linkMade())
                .when(new OpenByLink(JOB, LINK, "page"))
                .expectEvents(new LinkOpened(JOB, LINK, "page", expiry.minusMillis(1)))
                .expectResultMessagePayload(true);
        job.given(requested(), started(1), delivered(), linkMade(), new LinkRevoked(JOB, LINK, ASKED, "k9"))
                .when(new OpenByLink(JOB, LINK, "page"))
                .expectNoEvents()
                .expectResultMessagePayload(false);
        clock.moveTo(expiry);
        job.given(requested(), started(1), delivered(), linkMade())
                .when(new OpenByLink(JOB, LINK, "page"))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void linkOpensTenThousandTimes() {
        clock.moveTo(ASKED.plusSeconds(20));
        List<Object> events = new ArrayList<>(List.of(requested(), started(1), delivered(), linkMade()));
        LinkOpened opened = new LinkOpened(JOB, LINK, "page", ASKED.plusSeconds(20));
        for (int i = 1; i < RegulatorLink.MOST_OPENINGS; i++) events.add(opened);

        job.given(events).when(new OpenByLink(JOB, LINK, "page")).expectEvents(opened);
        events.add(opened);
        job.given(events)
                .when(new OpenByLink(JOB, LINK, "page"))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void linkIsRevokedOnce() {
        clock.moveTo(ASKED.plusSeconds(12));
        LinkRevoked revoked = new LinkRevoked(JOB, LINK, ASKED.plusSeconds(12), "k9");

        job.given(requested(), started(1), delivered(), linkMade())
                .when(new RevokeLink(JOB, LINK, "k9"))
                .expectEvents(revoked);
        job.given(requested(), started(1), delivered(), linkMade(), revoked)
                .when(new RevokeLink(JOB, LINK, "k8"))
                .expectNoEvents();
    }
}
