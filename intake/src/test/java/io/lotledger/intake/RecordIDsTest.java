package io.lotledger.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecordIDsTest {
    private static final UUID ORGANISATION = new UUID(1, 2);
    private static final String KIND = "fda:shipping";
    private static final List<String> ROW = List.of("A-1", "11/03/2026");
    private static final String NEW = DerivedEventID.of(ORGANISATION, KIND, ROW);

    private final Log log = new Log();

    /** What the log has. */
    private static final class Log implements DocumentSink {
        private final Set<String> standing = new HashSet<>();
        private final Set<String> inError = new HashSet<>();

        @Override
        public Map<String, JsonNode> stored(Collection<String> eventIDs) {
            Map<String, JsonNode> stored = new HashMap<>();
            eventIDs.stream().filter(standing::contains).forEach(id -> stored.put(id, Json.MAPPER.createObjectNode()));
            return stored;
        }

        @Override
        public Set<String> captured(Collection<String> eventIDs) {
            Set<String> captured = new HashSet<>(standing);
            captured.addAll(inError);
            captured.retainAll(eventIDs);
            return captured;
        }

        @Override
        public void event(SentEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void masterData(SentMasterData element) {
            throw new AssertionError(element);
        }
    }

    private static String idOf(String sender, String... number) {
        return DerivedEventID.former(
                ORGANISATION, sender, KIND, number.length == 0 ? ROW : List.of("A-1", "11/03/2026", number[0]));
    }

    private RecordIDs found(int records, String... senders) {
        RecordIDs ids = new RecordIDs(
                new DocumentBody(
                        ORGANISATION, List.of(senders), InputStream.nullInputStream(), null, ReadingLimits.DEFAULT),
                log);
        ids.find(KIND, Collections.nCopies(records, ROW));
        return ids;
    }

    @Test
    void newRecordHasTheIdOfTheOrganisationWhoeverSendsIt() {
        assertThat(found(1).of(KIND, ROW, 0)).isEqualTo(NEW);
        assertThat(found(1, "clerk", "revoked").of(KIND, ROW, 0)).isEqualTo(NEW);
    }

    @Test
    void recordKeepsTheIdOfTheKeyThatSentItToAnEarlierVersion() {
        log.standing.add(idOf("revoked"));

        RecordIDs ids = found(2, "clerk", "revoked");

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(idOf("revoked"));
        assertThat(ids.of(KIND, ROW, 1)).isEqualTo(idOf("revoked", "#1"));
        assertThat(ids.storedTwice(KIND, ROW)).isEmpty();
    }

    @Test
    void recordThatIsInErrorKeepsItsIdToo() {
        log.inError.add(idOf("revoked"));

        assertThat(found(1, "clerk", "revoked").of(KIND, ROW, 0)).isEqualTo(idOf("revoked"));
    }

    @Test
    void secondRecordOfAKeyTellsTheSenderWhereTheFirstWasRefused() {
        log.standing.add(idOf("revoked", "#1"));

        assertThat(found(2, "clerk", "revoked").of(KIND, ROW, 1)).isEqualTo(idOf("revoked", "#1"));
    }

    @Test
    void recordThatTwoKeysSentIsTheSendersOwnAndNamesTheOther() {
        log.standing.addAll(Set.of(idOf("clerk"), idOf("revoked")));

        RecordIDs ids = found(1, "clerk", "revoked");

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(idOf("clerk"));
        assertThat(ids.storedTwice(KIND, ROW))
                .hasValueSatisfying(told -> assertThat(told)
                        .contains(idOf("revoked"), "count twice")
                        .doesNotContain(idOf("clerk")));
    }

    @Test
    void ofTwoEventsTheOneThatStandsIsTheRecord() {
        log.inError.add(idOf("clerk"));
        log.standing.add(idOf("revoked"));

        RecordIDs ids = found(1, "clerk", "revoked");

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(idOf("revoked"));
        assertThat(ids.storedTwice(KIND, ROW)).isEmpty();
    }

    private static final List<String> ROW_AS_READ = List.of("1", "11/03/2026");
    private static final String AS_READ = DerivedEventID.of(ORGANISATION, KIND, ROW_AS_READ);

    /** Of records with the key {@link #ROW} that earlier versions read as {@link #ROW_AS_READ}, and of others. */
    private RecordIDs foundAsRead(List<List<String>> keys, FormerKey... former) {
        RecordIDs ids = new RecordIDs(
                new DocumentBody(
                        ORGANISATION, List.of("clerk"), InputStream.nullInputStream(), null, ReadingLimits.DEFAULT),
                log);
        ids.find(KIND, keys, List.of(former));
        return ids;
    }

    private RecordIDs foundAsRead() {
        return foundAsRead(List.of(ROW, ROW), new FormerKey(ROW, ROW_AS_READ), new FormerKey(ROW, ROW_AS_READ));
    }

    @Test
    void recordThatAnEarlierVersionReadInAnotherWayKeepsItsId() {
        log.standing.add(AS_READ);

        RecordIDs ids = foundAsRead();

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(AS_READ);
        assertThat(ids.of(KIND, ROW, 1))
                .isEqualTo(DerivedEventID.of(ORGANISATION, KIND, List.of("1", "11/03/2026", "#1")));
        assertThat(ids.isStoredAsReadBefore(KIND, ROW)).isTrue();
        assertThat(ids.storedTwice(KIND, ROW)).isEmpty();
    }

    @Test
    void recordThatAKeySentToAnEarlierVersionWhichReadItInAnotherWayKeepsItsIdToo() {
        String former = DerivedEventID.former(ORGANISATION, "clerk", KIND, ROW_AS_READ);
        log.standing.add(former);

        assertThat(foundAsRead().of(KIND, ROW, 0)).isEqualTo(former);
    }

    @Test
    void recordWhoseOtherReadingIsInErrorIsNew() {
        log.inError.add(AS_READ);

        RecordIDs ids = foundAsRead();

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(NEW);
        assertThat(ids.isStoredAsReadBefore(KIND, ROW)).isFalse();
    }

    @Test
    void recordThatStandsInBothReadingsIsTheOneOfTodayAndNamesTheOther() {
        log.standing.addAll(Set.of(NEW, AS_READ));

        RecordIDs ids = foundAsRead();

        assertThat(ids.of(KIND, ROW, 0)).isEqualTo(NEW);
        assertThat(ids.storedTwice(KIND, ROW))
                .hasValueSatisfying(told -> assertThat(told).contains(AS_READ, "leading zeros"));
    }

    @Test
    void recordsThatAnEarlierVersionReadAlikeDoNotShareAnId() {
        List<String> shorter = List.of("01", "11/03/2026");
        log.standing.add(AS_READ);
        for (String number : List.of("#1", "#2"))
            log.standing.add(DerivedEventID.of(ORGANISATION, KIND, List.of("1", "11/03/2026", number)));

        RecordIDs ids = foundAsRead(
                List.of(ROW, shorter, ROW_AS_READ),
                new FormerKey(ROW, ROW_AS_READ),
                new FormerKey(shorter, ROW_AS_READ));

        Set<String> found = Set.of(ids.of(KIND, ROW, 0), ids.of(KIND, shorter, 0), ids.of(KIND, ROW_AS_READ, 0));
        assertThat(found).isEqualTo(log.standing);
    }
}
