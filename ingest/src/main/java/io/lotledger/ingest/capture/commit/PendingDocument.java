package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A document that was read completely and waits for its commit.
 *
 * @param isEvent whether this is one event sent by itself; it leaves a job only if it is captured
 */
public record PendingDocument(
        UUID organisation,
        Sender sender,
        ErrorBehaviour behaviour,
        Instant createdAt,
        DocumentStager stager,
        StagedDocument staged,
        boolean isEvent) {
    /** Number of entries that are decided and appended in one statement. */
    public static final int PART = 1000;

    boolean isWholeOrNothing() {
        return behaviour == ErrorBehaviour.ROLLBACK;
    }

    /** Whether nothing of the document may be captured, regardless of the log. */
    boolean isRefused() {
        return isWholeOrNothing() && stager.foundErrors();
    }

    /** Visits the staged entries in parts that memory can hold. */
    void forEachPart(Consumer<List<StagedEntry>> consumer) {
        List<StagedEntry> part = new ArrayList<>();
        AtomicInteger weight = new AtomicInteger();
        staged.forEach(one -> {
            part.add(one);
            boolean isFull = weight.addAndGet(one.weight()) > StagedDocument.IN_MEMORY || part.size() == PART;
            if (!isFull) return;
            consumer.accept(part);
            part.clear();
            weight.set(0);
        });
        if (!part.isEmpty()) consumer.accept(part);
    }

    /** Whether nothing is wrong with the document, given a decision on all of it. */
    boolean isSuccess(CommitDecision decision) {
        return !stager.foundErrors() && !decision.foundConflicts();
    }

    /** The finished job. */
    CaptureJob job(String captureID, Instant finishedAt, CommitDecision decision, long lastPosition) {
        return new CaptureJob(
                organisation,
                captureID,
                sender,
                createdAt,
                finishedAt,
                false,
                isSuccess(decision),
                behaviour,
                decision.counts(),
                lastPosition);
    }
}
