package io.lotledger.projections.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MasterDataAtCaptureTest {
    private static final UUID FARM = new UUID(0, 1);
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    private final NavigableMap<Instant, Long> changes = new TreeMap<>();
    private final MasterDataAtCapture described = new MasterDataAtCapture(FARM, new ChangedPlaces());

    @Test
    void firstEventIsDecidedAtItsOwnPosition() {
        assertThat(positions(section(event(7, 1)))).containsExactly(OptionalLong.of(7));
    }

    @Test
    void eventsWithoutAChangeBetweenThemAreDecidedAlike() {
        changes.put(START.plusSeconds(1), 3L);

        assertThat(positions(section(event(7, 2), event(8, 2)), section(event(9, 3))))
                .containsExactly(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void changeBetweenTwoEventsDecidesTheSecond() {
        changes.put(START.plusSeconds(2), 8L);

        assertThat(positions(section(event(7, 1), event(9, 3), event(10, 4))))
                .containsExactly(OptionalLong.of(7), OptionalLong.of(9), OptionalLong.empty());
    }

    @Test
    void changeOfTheSameCommitDecidesItsEventsAlsoBeforeItAndInTheNextSection() {
        changes.put(START.plusSeconds(2), 90L);

        assertThat(positions(section(event(7, 1), event(8, 2)), section(event(9, 2))))
                .containsExactly(OptionalLong.of(7), OptionalLong.of(90), OptionalLong.empty());
    }

    @Test
    void changeBetweenTwoSectionsDecidesTheSecond() {
        changes.put(START.plusSeconds(2), 8L);

        assertThat(positions(section(event(7, 1)), section(), section(event(9, 3))))
                .containsExactly(OptionalLong.of(7), OptionalLong.of(9));
    }

    @SafeVarargs
    private final List<OptionalLong> positions(List<QueriedEvent>... sections) {
        List<OptionalLong> positions = new ArrayList<>();
        for (List<QueriedEvent> events : sections) {
            described.lookUp(events.stream().map(QueriedEvent::recordTime).toList());
            events.forEach(event -> positions.add(described.changedAt(event)));
        }
        return positions;
    }

    private static List<QueriedEvent> section(QueriedEvent... events) {
        return List.of(events);
    }

    private static QueriedEvent event(long position, int second) {
        return QueriedEvent.of(position, """
                        {"type":"ObjectEvent","eventID":"urn:event:1","eventTime":"2026-06-01T00:00:00Z",\
                        "eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":[]}""", START.plusSeconds(second));
    }

    private final class ChangedPlaces implements PlaceIndex {
        @Override
        public NavigableMap<Instant, Long> changes(UUID organisation, Instant after, Instant upTo) {
            return changes.subMap(after, false, upTo, true);
        }

        @Override
        public Set<String> withDescendants(
                UUID organisation, long position, Vocabulary vocabulary, Set<String> places) {
            throw new AssertionError("not asked");
        }

        @Override
        public Set<String> withAttribute(UUID organisation, long position, Vocabulary vocabulary, Attribute attribute) {
            throw new AssertionError("not asked");
        }
    }
}
