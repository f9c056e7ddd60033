package io.lotledger.projections.subscription;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.projections.masterdata.MasterDataAtCapture;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads batches of a query's events from the log. Memory and time of one call are bounded. */
public final class BatchReader {
    /** The table of master data is behind the events that a query by master data is to decide on: a matter of a moment. */
    public static final class MasterDataBehindException extends RuntimeException {
        private MasterDataBehindException(String message) {
            super(message);
        }
    }

    /** Log positions that one call reads at most. */
    private static final long MOST_POSITIONS = 20_000;

    private final EventFeed feed;
    private final PlaceIndex places;
    private final ProjectionPositions positions;

    public BatchReader(EventFeed feed, PlaceIndex places, ProjectionPositions positions) {
        this.feed = feed;
        this.places = places;
        this.positions = positions;
    }

    /**
     * Which events a subscriber gets.
     *
     * @param notBefore record time of the first event; null for any
     * @param decidedAt the log position of the run whose master data decides; null for a stream, where that at the
     *     capture of each event does
     */
    public record Selection(
            UUID organisation,
            EventQuery query,
            @Nullable Instant notBefore,
            @Nullable Long decidedAt) {}

    /** Tests events in the order of the log, with the places of the moment that counts. */
    private final class EventTest {
        private final Selection selection;
        private final @Nullable MasterDataAtCapture described;
        private EventQuery resolved;

        EventTest(Selection selection) {
            this.selection = selection;
            Long at = selection.decidedAt();
            boolean isAtCapture = at == null && selection.query().readsMasterData();
            this.described = isAtCapture ? new MasterDataAtCapture(selection.organisation(), places) : null;
            this.resolved = at == null ? selection.query() : resolved(at);
        }

        private EventQuery resolved(long position) {
            return selection.query().resolved(selection.organisation(), position, places);
        }

        void enter(EventFeed.Section section) {
            if (described != null) described.lookUp(section.recordTimes(selection.organisation()));
        }

        boolean matches(QueriedEvent event) {
            Instant notBefore = selection.notBefore();
            if (notBefore != null && event.recordTime().isBefore(notBefore)) return false;
            if (described != null) described.changedAt(event).ifPresent(position -> resolved = resolved(position));
            return resolved.matches(event);
        }
    }

    /**
     * The matching events after a position.
     *
     * @param limit position at which to stop, not beyond the end of the log
     * @param mostCharacters the batch ends with the event that exceeds them
     * @return may be empty before {@code limit} is reached; {@link Batch#upTo} says how far it read
     * @throws MasterDataBehindException when the query reads master data that is not known up to the limit yet
     */
    public Batch next(Selection selection, long after, long limit, int mostEvents, long mostCharacters) {
        requireMasterData(selection, limit);
        UUID organisation = selection.organisation();
        EventTest test = new EventTest(selection);
        List<KeptEvent> events = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        NavigableSet<Long> unreadable = new TreeSet<>();
        long characters = 0;
        long position = after;
        while (position < limit && position - after < MOST_POSITIONS) {
            EventFeed.Section section = feed.after(position, limit);
            section.unreadable().stream()
                    .filter(damaged -> damaged.organisation().equals(organisation))
                    .map(EventFeed.Damaged::position)
                    .filter(damaged -> damaged > after && damaged <= limit)
                    .forEach(unreadable::add);
            test.enter(section);
            for (StoredEvent stored : section.events()) {
                if (!stored.organisation().equals(organisation) || !test.matches(stored.event())) continue;
                events.add(stored.event().kept());
                read.add(stored.event().position());
                characters += stored.event().kept().document().length();
                if (events.size() >= mostEvents || characters > mostCharacters) {
                    long upTo = stored.event().position();
                    return new Batch(events, read, List.copyOf(unreadable.headSet(upTo, false)), upTo);
                }
            }
            position = section.upTo();
        }
        return new Batch(events, read, List.copyOf(unreadable), Math.max(after, position));
    }

    /** A subscription may be made, with earlier events, while the table of master data is behind. */
    private void requireMasterData(Selection selection, long limit) {
        if (!selection.query().readsMasterData()) return;
        long known = positions.lowestPosition(Set.of(MasterDataProjection.NAME));
        if (known < limit)
            throw new MasterDataBehindException(
                    "master data is known up to log position " + known + ", not yet up to " + limit);
    }
}
