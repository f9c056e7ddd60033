package io.lotledger.ingest.capture.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.staging.EarlierForms;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitDecisionTest {
    private static final UUID ORGANISATION = new UUID(0, 1);
    private static final UUID EARLIER_DECLARATION = new UUID(1, 1);
    private static final UUID AS_SENT = new UUID(2, 2);

    /** Its document is no JSON, so reading it would fail. The writers wait meanwhile. */
    @Test
    void declarationUnderACompactIdOfACapitalUuidIsDecidedWithoutReadingIt() {
        StagedEntry.Event declaration = new StagedEntry.Event(
                0,
                "$",
                null,
                new UUID(3, 3),
                "urn:uuid:0c5d6a7e-5e0c-4c0b-9a57-2d9d3c8b1e11",
                new EarlierForms(
                        "u:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11",
                        "urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11",
                        List.of(EARLIER_DECLARATION),
                        Set.of(AS_SENT)),
                true,
                "ni:///sha-256;1?ver=CBV2.0",
                "sha-256:declaration",
                "sha-256:event",
                List.of(),
                List.of(),
                "not to be read");
        List<UUID> lookedUp = new ArrayList<>();
        EventLog log = new EventLog(
                streams -> {
                    lookedUp.addAll(streams);
                    return Map.of();
                },
                entries -> {},
                () -> 0,
                true);
        KnownEntries known = new KnownEntries(log, ORGANISATION);

        known.lookUp(List.of(declaration));
        CommitDecision.DecidedPart decided = new CommitDecision(
                        ORGANISATION, "capture", Instant.EPOCH, null, false, known)
                .decide(List.of(declaration));

        assertThat(lookedUp).containsExactlyInAnyOrder(declaration.stream(), EARLIER_DECLARATION, AS_SENT);
        assertThat(decided.outcomes()).extracting(EventOutcome::status).containsExactly(EventOutcome.Status.ACCEPTED);
    }
}
