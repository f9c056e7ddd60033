package io.lotledger.projections.lineage.lots;

import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static io.lotledger.ingest.testing.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was captured and is in no table yet. */
class UnprojectedLotsTest {
    private static final UUID ORGANISATION = new UUID(0, 1);
    private static final String KITCHEN = "https://id.gs1.org/414/9506000134369";
    private static final String ROMAINE = TextLot.uri(ORGANISATION, "9506000134352", "ROM-7");

    private final List<LogReader.Placed> log = new ArrayList<>();
    private final Map<String, EpcisEvent> documents = new HashMap<>();

    @Test
    void lotReceivedAMomentAgoIsKnownByItsPlaceAndDay() {
        capture(ORGANISATION, received("received"));

        assertThat(find(Map.of("event-index", 0L, "lineage", 0L)).lots())
                .containsExactly(new RecordedLot(ROMAINE, KITCHEN, LocalDate.parse("2026-11-03")));
    }

    @Test
    void whatTheSlowerTableLacksIsRead() {
        capture(ORGANISATION, received("received"));

        assertThat(find(Map.of("event-index", 0L, "lineage", 1L)).lots()).hasSize(1);
        assertThat(find(Map.of("event-index", 1L, "lineage", 1L)).lots()).isEmpty();
    }

    @Test
    void eventDeclaredInErrorCountsNeitherThereNorInTheTables() {
        capture(ORGANISATION, received("received"));
        capture(ORGANISATION, errorDeclaration(received("received")));
        capture(ORGANISATION, errorDeclaration(received("projected")));

        UnprojectedLots.Found found = find(Map.of("event-index", 0L, "lineage", 0L));

        assertThat(found.lots()).isEmpty();
        assertThat(found.declared()).containsExactlyInAnyOrder("received", "projected");
    }

    @Test
    void lotsOfOtherCodesAndOrganisationsAreNotMeant() {
        capture(new UUID(0, 2), received("of another"));
        capture(ORGANISATION, received("received"));

        assertThat(unprojected(Map.of()).find(ORGANISATION, Set.of("ROM-8")).lots())
                .isEmpty();
        assertThat(unprojected(Map.of()).find(ORGANISATION, Set.of("ROM-7")).lots())
                .hasSize(1);
    }

    private UnprojectedLots.Found find(Map<String, Long> positions) {
        return unprojected(positions).find(ORGANISATION, Set.of("ROM-7"));
    }

    private UnprojectedLots unprojected(Map<String, Long> positions) {
        return new UnprojectedLots(() -> positions, new Log(), logged -> documents.get(logged.document()));
    }

    private static EpcisEvent received(String id) {
        return event(id)
                .on("2026-11-03T23:00:00-05:00")
                .offset("-05:00")
                .step("receiving")
                .at(KITCHEN)
                .cases(ROMAINE, 40)
                .object(Action.OBSERVE);
    }

    private void capture(UUID organisation, EpcisEvent event) {
        String declaration = event.fields().errorDeclaration() == null ? "" : "\"errorDeclaration\"";
        String document = log.size() + ROMAINE + declaration;
        documents.put(document, event);
        log.add(new LogReader.Placed(
                log.size() + 1,
                new EpcisEventCaptured(organisation, "capture", event.eventID(), Instant.EPOCH, document, null)));
    }

    /** Reads two entries at a time. */
    private final class Log implements LogReader {
        @Override
        public long head() {
            return log.size();
        }

        @Override
        public Run read(long after, long until) {
            long upTo = Math.min(until, after + 2);
            return new Run(upTo, log.subList((int) after, (int) upTo));
        }
    }
}
