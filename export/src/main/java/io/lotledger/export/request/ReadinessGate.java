package io.lotledger.export.request;

import io.lotledger.export.job.ExportRequested.AcceptedGaps;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.lineage.TraceTooLarge;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a new export whose records are too incomplete, unless the asker accepts the gaps. It is off unless a least readiness is set.
 * A job that exists is an answer whatever its gaps.
 */
public final class ReadinessGate {
    private final @Nullable Double least;
    private final TraceScores scores;
    private final ReadModels readModels;
    private final ExportPolicy policy;

    /** @param least from 0 to 1; null for no gate */
    public ReadinessGate(@Nullable Double least, TraceScores scores, ReadModels readModels, ExportPolicy policy) {
        if (least != null && !(least >= 0 && least <= 1))
            throw new IllegalArgumentException(
                    "lotledger.export.least-readiness must be a share from 0 to 1, not " + least);
        this.least = least;
        this.scores = scores;
        this.readModels = readModels;
        this.policy = policy;
    }

    /**
     * @return the gaps that the asker accepts; null when there is nothing to accept
     * @throws GapsRefused when the records are below the least readiness, and the asker does not accept that
     */
    @Nullable
    AcceptedGaps admit(ExportSubject subject, Asker asker) {
        if (least == null) return null;
        long position = position();
        Optional<Readiness> found = readiness(subject, position);
        if (found.isEmpty()) return null;
        Readiness readiness = found.get();
        if (readiness.score() >= least) return null;
        if (!asker.acceptsGaps()) throw new GapsRefused(least, readiness);
        return new AcceptedGaps(readiness.score(), least, readiness.countMissing(), position);
    }

    /** Empty when there is no trace to score: the job itself says why. */
    private Optional<Readiness> readiness(ExportSubject subject, long position) {
        try {
            return scores.of(subject, position).map(TraceScores.Scored::readiness);
        } catch (TraceTooLarge e) {
            return Optional.empty();
        }
    }

    /** The head of the log, or as far as the tables have come when they lag for longer than a request waits. */
    private long position() {
        long head = readModels.head();
        try {
            return readModels.await(head, policy.currencyWait()) ? head : Math.min(head, readModels.position());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the read models", e);
        }
    }
}
