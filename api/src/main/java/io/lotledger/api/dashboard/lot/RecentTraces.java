package io.lotledger.api.dashboard.lot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.processor.ParkedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Traces of the last minute: a page, its picture and its next tab ask for the same one. A parked event that is retried adds
 * to what a log position shows, so a trace is kept for as many parked events as there were.
 */
@Component
public class RecentTraces {
    private static final Set<String> READ = Set.of(LineageProjection.NAME);
    private static final long MOST_LOTS = 40_000;

    private final TraceLookup traces;
    private final ParkedEvents parked;
    private final Cache<Key, Trace> recent = Caffeine.newBuilder()
            .maximumWeight(MOST_LOTS)
            .weigher((Key key, Trace trace) -> trace.nodes().size())
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private record Key(UUID organisation, UUID lot, Direction direction, long position, long unread) {}

    RecentTraces(TraceLookup traces, ParkedEvents parked) {
        this.traces = traces;
        this.parked = parked;
    }

    /** What was known at the log position, which the tables have reached. */
    public Trace of(Lot lot, Direction direction, long position) {
        long unread = parked.count(List.of(lot.organisation(), UnreadableEntry.ANY), position, READ);
        Key key = new Key(lot.organisation(), lot.id(), direction, position, unread);
        Trace known = recent.getIfPresent(key);
        if (known != null) return known;
        Trace trace = traces.trace(lot, direction, position);
        recent.put(key, trace);
        return trace;
    }
}
