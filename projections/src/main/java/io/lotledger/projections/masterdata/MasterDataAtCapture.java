package io.lotledger.projections.masterdata;

import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows what master data said when the events of an organisation were captured, in their order. The master data of
 * the same commit counts, also where it comes after the event: all of a commit has one record time, and the next commit a
 * later one. So whoever asks, and whenever, gets the same answer.
 */
public final class MasterDataAtCapture {
    private final UUID organisation;
    private final PlaceIndex places;
    private NavigableMap<Instant, Long> changes = new TreeMap<>();
    private @Nullable Instant lookedUpTo;
    private @Nullable Instant lastChange;
    private boolean isFirst = true;

    public MasterDataAtCapture(UUID organisation, PlaceIndex places) {
        this.organisation = organisation;
        this.places = places;
    }

    /**
     * Looks up what changed until the last of the organisation's next events.
     *
     * @param recordTimes of these events
     */
    public void lookUp(Collection<Instant> recordTimes) {
        if (recordTimes.isEmpty()) return;
        Instant after = lookedUpTo == null ? Collections.min(recordTimes).minusMillis(1) : lookedUpTo;
        Instant last = Collections.max(recordTimes);
        if (!last.isAfter(after)) return;
        changes = places.changes(organisation, after, last);
        lookedUpTo = last;
    }

    /** The log position whose master data decides from this event on; empty if it says the same as for the event before. */
    public OptionalLong changedAt(QueriedEvent event) {
        Map.@Nullable Entry<Instant, Long> change = changes.floorEntry(event.recordTime());
        boolean isChanged = change != null && !change.getKey().equals(lastChange);
        if (!isChanged && !isFirst) return OptionalLong.empty();
        isFirst = false;
        if (change != null) lastChange = change.getKey();
        return OptionalLong.of(Math.max(event.position(), changes.getOrDefault(event.recordTime(), 0L)));
    }
}
