package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureVerdict;
import io.lotledger.ingest.capture.job.DecisionListener;
import io.lotledger.ingest.eventlog.EventLog;
import java.time.Clock;
import java.util.UUID;

/**
 * Decides a document as its commit would, against the log as it stands, and appends nothing. It takes no lock: a document
 * that commits meanwhile may change the outcome of a later capture.
 */
public final class CommitRehearsal {
    private final EventLog log;
    private final Clock clock;

    public CommitRehearsal(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    public CaptureVerdict of(PendingDocument document, DecisionListener listener) {
        KnownEntries known = new KnownEntries(log, document.organisation());
        CommitDecision first = decision(document, document.isRefused(), known);
        document.forEachPart(part -> {
            known.lookUpOnly(part);
            log.checkSizes(first.decide(part).entries());
            first.forgetOnly(part);
        });
        boolean isRejectedByLog = first.foundConflicts() && document.isWholeOrNothing();
        CommitDecision decision = decision(document, document.isRefused() || isRejectedByLog, known);
        document.forEachPart(part -> {
            known.lookUpOnly(part);
            CommitDecision.DecidedPart decided = decision.decide(part);
            decision.forgetOnly(part);
            listener.part(decided.outcomes(), decided.entries());
        });
        return new CaptureVerdict(
                document.isSuccess(decision),
                document.behaviour(),
                decision.counts(),
                document.stager().masterDataErrors(),
                document.stager().masterDataWarnings());
    }

    private CommitDecision decision(PendingDocument document, boolean refused, KnownEntries known) {
        String captureID = UUID.randomUUID().toString();
        return new CommitDecision(
                document.organisation(),
                captureID,
                clock.instant(),
                document.stager().creationDate(),
                refused,
                known);
    }
}
