package io.lotledger.api.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArchivePartsTest {
    private static final UUID OWN = UUID.fromString("6f2c7a10-0000-4000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("6f2c7a10-0000-4000-8000-000000000002");
    private static final Instant TIME = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void masterDataAfterEventsAndASecondVersionBeginAPart() throws IOException {
        List<String> parts = parts(List.of(
                place("a"), place("b"), event(OWN), place("c"), place("c"), event(OWN), event(OTHER), event(OWN)));

        assertThat(parts).containsExactly("2+1", "1+0", "1+2");
    }

    @Test
    void longLogIsReadNoFurtherThanTheNextPartNeeds() throws IOException {
        long[] read = new long[1];
        long until = 1_000_000;
        LogReader log = new LogReader() {
            @Override
            public long head() {
                return until;
            }

            @Override
            public Run read(long after, long to) {
                read[0] = to;
                return new Run(
                        to,
                        LongStream.rangeClosed(after + 1, to)
                                .mapToObj(position -> new Placed(position, event(OWN)))
                                .toList());
            }
        };
        long[] taken = new long[1];
        new ArchiveParts(log, OWN, UnreadableEntry::organisation, until).each(part -> {
            taken[0] += part.eventCount();
            assertThat(part.eventCount()).isLessThanOrEqualTo(1_000);
            assertThat(read[0] - taken[0]).isLessThanOrEqualTo(1_000);
        });
        assertThat(taken[0]).isEqualTo(until);
    }

    private static List<String> parts(List<Object> payloads) throws IOException {
        LogReader log = new LogReader() {
            @Override
            public long head() {
                return payloads.size();
            }

            @Override
            public Run read(long after, long until) {
                return new Run(after + 1, List.of(new Placed(after + 1, payloads.get((int) after))));
            }
        };
        List<String> parts = new ArrayList<>();
        new ArchiveParts(log, OWN, UnreadableEntry::organisation, log.head())
                .each(part -> parts.add(part.masterDataCount() + "+" + part.eventCount()));
        return parts;
    }

    private static EpcisEventCaptured event(UUID organisation) {
        return new EpcisEventCaptured(organisation, "capture", "urn:uuid:1", TIME, "{}", null);
    }

    private static MasterDataCaptured place(String id) {
        return new MasterDataCaptured(OWN, "capture", TIME, "Location", id, Map.of("name", List.of("Gate")), TIME);
    }
}
