package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, missing or doubtful, as the log stood. It is drawn from the events in force each time it is asked for:
 * an event that mends it makes it go away.
 *
 * @param lots the lot it is about first
 * @param eventIds the evidence, in order of happening
 * @param message a sentence for people
 * @param cfr the paragraph of 21 CFR that asks for what is missing, {@code 1.1340(a)(2)}; null where the rule asks nothing
 * @param details figures and names, by name
 */
public record Finding(
        FindingKind kind,
        List<LotKey> lots,
        List<String> eventIds,
        String message,
        @Nullable String cfr,
        Map<String, Object> details) {
    public Finding {
        lots = List.copyOf(lots);
        eventIds = List.copyOf(eventIds);
        details = Map.copyOf(details);
    }
}
