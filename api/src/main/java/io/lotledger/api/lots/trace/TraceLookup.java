package io.lotledger.api.lots.trace;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentLotId;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Finds lots and traces, and throws the problems of the HTTP contract. */
@Component
public class TraceLookup {
    private final LotLineage lineage;
    private final LotCoverage coverage;

    TraceLookup(LotLineage lineage, LotCoverage coverage) {
        this.lineage = lineage;
        this.coverage = coverage;
    }

    /**
     * Waits a moment for the tables before it says that there is no such lot.
     *
     * @throws ProblemException 404, also for a lot of another organisation; 503 if an event that the tables do not have yet may name it
     */
    public Lot lot(UUID organisation, String lotId) {
        UUID id = SentLotId.read(lotId);
        return lineage.find(organisation, id).orElseGet(() -> onceRead(organisation, lotId, id));
    }

    private Lot onceRead(UUID organisation, String lotId, UUID id) {
        long head = coverage.head();
        long position = coverage.await(head);
        return lineage.find(organisation, id)
                .orElseThrow(() -> position < head
                        ? coverage.filling(position, head)
                        : ProblemException.notFound("No event of your organisation has named a lot with the id '"
                                + lotId + "'. Find lots with GET /epcis/api/2.0/traceability/lots?tlc=."));
    }

    public Trace trace(Lot seed, Direction direction, long logPosition) {
        return whole(() -> lineage.trace(seed, direction, logPosition));
    }

    /** 413 when the trace is too large: a partial trace is never an answer. */
    public static <T> T whole(Supplier<T> query) {
        try {
            return query.get();
        } catch (TraceTooLarge e) {
            throw tooLarge(String.valueOf(e.getMessage()));
        }
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(413, "epcisException:QueryTooLargeException", "Trace too large", detail, Map.of());
    }
}
