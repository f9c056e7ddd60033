package io.lotledger.export.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntryLeafTest {
    private static final UUID ORGANISATION = UUID.fromString("24057667-10cf-551b-97ba-118f1e2c80d0");
    private static final String PAYLOAD = "{\"organisation\":\"" + ORGANISATION
            + "\",\"captureID\":\"c\",\"eventID\":\"urn:uuid:e\",\"document\":\"{\\\"errorDeclaration\\\":{}}\"}";
    private static final Instant TIME = Instant.parse("2026-11-27T13:00:00.123456Z");

    private static StoredEntry entry(byte[] payload) {
        return new StoredEntry(7, "id", "stream", 0, "EpcisEvent", TIME, "type", null, payload, new byte[] {'{', '}'});
    }

    private static StoredEntry entry() {
        return entry(PAYLOAD.getBytes(UTF_8));
    }

    @Property
    void changedByteOfThePayloadChangesTheLeaf(
            @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(min = 1, max = 255) int bits) {
        byte[] payload = PAYLOAD.getBytes(UTF_8);
        payload[place % payload.length] ^= (byte) bits;

        assertThat(EntryLeaf.of(entry(payload))).isNotEqualTo(EntryLeaf.of(entry()));
    }

    @Test
    void everyColumnIsInTheLeaf() {
        byte[] payload = PAYLOAD.getBytes(UTF_8);
        byte[] meta = {'{', '}'};
        List<StoredEntry> others = List.of(
                new StoredEntry(8, "id", "stream", 0, "EpcisEvent", TIME, "type", null, payload, meta),
                new StoredEntry(7, "id2", "stream", 0, "EpcisEvent", TIME, "type", null, payload, meta),
                new StoredEntry(7, "id", "stream2", 0, "EpcisEvent", TIME, "type", null, payload, meta),
                new StoredEntry(7, "id", "stream", 1, "EpcisEvent", TIME, "type", null, payload, meta),
                new StoredEntry(7, "id", "stream", 0, "MasterData", TIME, "type", null, payload, meta),
                new StoredEntry(7, "id", "stream", 0, null, TIME, "type", null, payload, meta),
                new StoredEntry(7, "id", "stream", 0, "EpcisEvent", TIME.plusNanos(1_000), "type", null, payload, meta),
                new StoredEntry(7, "id", "stream", 0, "EpcisEvent", TIME, "type2", null, payload, meta),
                new StoredEntry(7, "id", "stream", 0, "EpcisEvent", TIME, "type", "", payload, meta),
                new StoredEntry(7, "id", "stream", 0, "EpcisEvent", TIME, "type", null, payload, new byte[0]),
                // bytes that move from one field to the next
                new StoredEntry(7, "idst", "ream", 0, "EpcisEvent", TIME, "type", null, payload, meta));

        assertThat(others.stream().map(EntryLeaf::of))
                .doesNotContain(EntryLeaf.of(entry()))
                .doesNotHaveDuplicates();
    }

    /** The encoding is published: leaves of today are proven in ten years. */
    @Test
    void leafIsTheHashOfThePublishedEncoding() {
        assertThat(EntryLeaf.of(new StoredEntry(
                                1, "i", "s", 0, null, Instant.EPOCH, "t", null, "{}".getBytes(UTF_8), new byte[0]))
                        .hex())
                .isEqualTo("96e27a26e6bae1d2f4057b9e0f4e4c3c7815f0272ce5cb63e958744e0d1a27e0");
    }

    @Test
    void organisationAndSubjectAreReadFromThePayload() {
        assertThat(EntryLeaf.organisation(entry())).isEqualTo(ORGANISATION);
        assertThat(EntryLeaf.subject(entry())).isEqualTo("urn:uuid:e");
        assertThat(EntryLeaf.document(entry())).isEqualTo("{\"errorDeclaration\":{}}");
    }

    @Test
    void damagedPayloadIsCoveredInTheTreeOfNoOrganisation() {
        for (String damaged : List.of("", "[]", "{", "{\"organisation\":7}", "{\"organisation\":\"x\"}", "\u0000"))
            assertThat(EntryLeaf.organisation(entry(damaged.getBytes(UTF_8)))).isEqualTo(EntryLeaf.NO_ORGANISATION);
    }
}
