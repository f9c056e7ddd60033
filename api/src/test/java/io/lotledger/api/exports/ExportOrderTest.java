package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.projections.lineage.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportOrderTest {

    @Test
    void everyFaultIsToldByItsPath() {
        List<Violation> faults = read("""
                {"tlcs": ["A", " ", 7], "lots": ["short"], "gtins": ["0950600013435", "12345"], "direction": "sideways",
                 "event_time": {"from": "2026-02-01", "until": "2026-03-01T00:00:00Z"}, "fda_only": "yes", "format": "csv", "lot": "A"}
                """).faults();

        assertThat(faults)
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        "$.lot",
                        "$.tlcs[1]",
                        "$.tlcs[2]",
                        "$.lots[0]",
                        "$.gtins[1]",
                        "$.event_time.until",
                        "$.event_time.from",
                        "$.direction",
                        "$.format",
                        "$.fda_only");
    }

    @Test
    void whatIsLeftOutTakesItsDefault() {
        ExportOrder order = read("{\"tlcs\": [\"A\"]}");

        assertThat(order.faults()).isEmpty();
        assertThat(order.direction()).isEqualTo(Direction.BOTH);
        assertThat(order.fdaOnly()).isFalse();
        assertThat(order.criteria().from()).isNull();
    }

    @Test
    void gtinsAreOneHoweverManyDigitsTheyAreWrittenWith() {
        ExportOrder order = read("{\"gtins\": [\"9506000134352\", \"09506000134352\"]}");

        assertThat(order.criteria().gtins()).containsExactly("09506000134352");
    }

    @Test
    void aPeriodMayBeAllThatIsAskedAndOpenAtOneEnd() {
        ExportOrder order = read("{\"event_time\": {\"from\": \"2026-02-01T02:00:00+02:00\"}}");

        assertThat(order.faults()).isEmpty();
        assertThat(order.criteria().from()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void nothingAskedForIsAFault() {
        assertThat(read("{\"direction\": \"both\"}").faults())
                .extracting(Violation::rule)
                .containsExactly("required");
        assertThat(read("[]").faults()).extracting(Violation::path).contains("$");
        assertThat(read("{\"event_time\": {\"from\": \"2026-02-02T00:00:00Z\", \"to\": \"2026-02-01T00:00:00Z\"}}")
                        .faults())
                .extracting(Violation::rule)
                .containsExactly("period");
    }

    @Test
    void moreNamesThanAJobTakesAreRefused() {
        String names = "\"A\", ".repeat(ExportOrder.MOST_NAMES) + "\"A\"";

        assertThat(read("{\"tlcs\": [" + names + "]}").faults())
                .extracting(Violation::rule)
                .containsExactly("limit");
    }

    private static ExportOrder read(String body) {
        return ExportOrder.read(body.getBytes(UTF_8));
    }
}
