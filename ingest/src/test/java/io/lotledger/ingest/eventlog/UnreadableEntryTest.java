package io.lotledger.ingest.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableEntryTest {
    private static final String ORGANISATION = "8d6c1f0a-2b3c-4d5e-8f90-a1b2c3d4e5f6";

    private static UnreadableEntry damaged(String payload) {
        return UnreadableEntry.of("stream", payload.getBytes(UTF_8), new IllegalStateException("no JSON"));
    }

    @Test
    void organisationAndEventAreThoseThatThePayloadStillTells() {
        UnreadableEntry entry =
                damaged("z\"organisation\":\"" + ORGANISATION + "\",\"eventID\":\"urn:test:1\",\"document\":\"…");

        assertThat(entry.organisation()).isEqualTo(UUID.fromString(ORGANISATION));
        assertThat(entry.id()).isEqualTo("urn:test:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0000\u0000",
                "{\"organisation\":\"8d6c1f0aa2b3c-4d5e-8f90-a1b2c3d4e5f6\"}",
                "{\"organisation\":\"------------------------------------\"}"
            })
    void entryThatNoLongerTellsItsOrganisationMayBeAnybodys(String payload) {
        UnreadableEntry entry = damaged(payload);

        assertThat(entry.organisation()).isEqualTo(UnreadableEntry.ANY);
        assertThat(entry.id()).isEqualTo("stream");
    }
}
