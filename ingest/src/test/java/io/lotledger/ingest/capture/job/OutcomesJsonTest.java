package io.lotledger.ingest.capture.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OutcomesJsonTest {
    private static final String HASH = "ni:///sha-256;" + "0a".repeat(32) + "?ver=CBV2.0";

    @Property(tries = 200)
    void outcomesRoundTrip(@ForAll("outcomes") List<EventOutcome> outcomes) {
        assertThat(OutcomesJson.read(OutcomesJson.write(outcomes))).isEqualTo(outcomes);
    }

    @Test
    void acceptedEventIsStoredAsItsIdAndHash() {
        List<EventOutcome> two = List.of(accepted(1000), accepted(1001));

        assertThat(OutcomesJson.write(two))
                .isEqualTo(
                        "[{'index':1000,'eventID':'urn:uuid:1000','hash':'%1$s'},{'eventID':'urn:uuid:1001','hash':'%1$s'}]"
                                .formatted("0a".repeat(32))
                                .replace('\'', '"'));
    }

    @Test
    void rowsOfEarlierVersionsAreRead() {
        String kept = """
                [{"index": 7, "eventID": "urn:uuid:7", "status": "ACCEPTED", "payloadHash": "%s"},
                 {"index": 9, "eventID": null, "status": "REJECTED", "payloadHash": null, "warnings": [],
                  "errors": [{"path": "$", "rule": "required", "message": "no type", "value": null}]}]
                """.formatted(HASH);

        assertThat(OutcomesJson.read(kept))
                .containsExactly(
                        accepted(7),
                        new EventOutcome(
                                9,
                                null,
                                null,
                                EventOutcome.Status.REJECTED,
                                null,
                                List.of(),
                                List.of(new Violation("$", "required", "no type", null))));
    }

    @Provide
    Arbitrary<List<EventOutcome>> outcomes() {
        Arbitrary<String> hashes = Arbitraries.oneOf(
                Arbitraries.just(HASH), Arbitraries.of("ni:///sha-256;?ver=CBV2.0", "ni:///sha-256", "urn:other"));
        Arbitrary<List<Violation>> violations = Arbitraries.strings()
                .ofMaxLength(5)
                .map(text -> new Violation("$." + text, "rule", text, text))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.strings().ofMaxLength(8).injectNull(0.5),
                        Arbitraries.strings().ofMaxLength(8).injectNull(0.2),
                        Arbitraries.of(EventOutcome.Status.class),
                        hashes.injectNull(0.2),
                        violations,
                        violations)
                .as(EventOutcome::new)
                .list()
                .ofMaxSize(6);
    }

    private static EventOutcome accepted(int index) {
        return new EventOutcome(
                index, null, "urn:uuid:" + index, EventOutcome.Status.ACCEPTED, HASH, List.of(), List.of());
    }
}
