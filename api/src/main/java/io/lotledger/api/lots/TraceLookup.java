package io.lotledger.api.lots;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lots and traces, with the answers of the HTTP contract where there are none. */
@Component
class TraceLookup {
    private final LotLineage lineage;

    TraceLookup(LotLineage lineage) {
        this.lineage = lineage;
    }

    /** Another organisation's lot is unknown, and sounds like it. */
    Lot lot(UUID organisation, String lotId) {
        return lineage.find(organisation, LotParameters.lotId(lotId)).orElseThrow(() -> LotsController.unknown(lotId));
    }

    Trace trace(Lot seed, Direction way, long logPosition) {
        return whole(() -> lineage.trace(seed, way, logPosition));
    }

    /** A part is never given for the whole. */
    static <T> T whole(Supplier<T> question) {
        try {
            return question.get();
        } catch (TraceTooLarge e) {
            throw tooLarge(String.valueOf(e.getMessage()));
        }
    }

    static ProblemException tooLarge(String detail) {
        return new ProblemException(413, "epcisException:QueryTooLargeException", "Trace too large", detail, Map.of());
    }
}
