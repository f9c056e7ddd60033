package io.lotledger.api.dashboard.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.exports.ExportOrder;
import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportFormTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static ExportForm form(String tlcs, String gtins, String from, String to) {
        return new ExportForm(tlcs, gtins, from, to, "both", false, 7);
    }

    @Test
    void daysAreTheReadersAndTheLastOneIsIncluded() {
        ExportOrder order = form("A\n\n B ", "", "2026-11-01", "2026-11-03").order(PACIFIC);

        assertThat(order.faults()).isEmpty();
        assertThat(order.tlcs().stream().map(ExportOrder.Entry::value)).containsExactly("A", "B");
        assertThat(order.from()).isEqualTo(Instant.parse("2026-11-01T07:00:00Z"));
        assertThat(order.to()).isEqualTo(Instant.parse("2026-11-04T08:00:00Z"));
    }

    @Test
    void everyFaultStandsAtItsFieldWithItsLine() {
        ExportForm form = form("A\n\nB", "12345", "yesterday", "2026-11-03");
        ExportOrder order = form.order(PACIFIC);
        List<Violation> faults = new ArrayList<>(order.faults());
        faults.add(new Violation("$.tlcs[1]", "unknown_tlc", "no event of your organisation names this", "B"));

        assertThat(form.faults(faults, PACIFIC))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "from", List.of("Give a day such as 2026-11-04, or a time with an offset."),
                                "gtins", List.of("Line 1: '12345' is not a GTIN (8, 12, 13 or 14 digits)."),
                                "tlcs",
                                        List.of(
                                                "Line 3: No lot is called B. A lot of a partner appears once its events are captured.")));
    }

    @Test
    void wrongCheckDigitOfAPrintedCodeIsSaidWithTheRightOne() {
        ExportForm form = form("(01)19521101004005(10)HFK308-2", "", "", "");
        Violation unknown = new Violation(
                "$.tlcs[0]",
                "unknown_tlc",
                "no event of your organisation names this",
                "(01)19521101004005(10)HFK308-2");

        assertThat(form.faults(List.of(unknown), PACIFIC).get("tlcs"))
                .containsExactly("Line 1: No lot is called (01)19521101004005(10)HFK308-2."
                        + " The check digit of GTIN 19521101004005 is wrong: with 4 it is 19521101004004.");
    }

    @Test
    void gtinOfAPrintedCodeWithFewerThan14DigitsIsSaidAsItWasTaken() {
        Violation unknown = new Violation("$.tlcs[0]", "unknown_tlc", "no event of your organisation names this", "");

        assertThat(form("(01)9521101002003(10)A", "", "", "")
                        .faults(List.of(unknown), PACIFIC)
                        .get("tlcs"))
                .containsExactly("Line 1: No lot is called (01)9521101002003(10)A."
                        + " A GTIN has 14 digits on a label: 9521101002003 was taken for 09521101002003.");
        assertThat(form("(01)9521101002004(10)A", "", "", "")
                        .faults(List.of(unknown), PACIFIC)
                        .get("tlcs"))
                .singleElement()
                .asString()
                .contains("was taken for 09521101002004. The check digit of GTIN 9521101002004 is wrong: with 3 it is");
    }

    @Test
    void emptyFormSaysWhatItNeedsAndAnUnreadDayIsNotAnEmptyForm() {
        ExportForm empty = form("", "", "", "");
        assertThat(empty.faults(empty.order(PACIFIC).faults(), PACIFIC))
                .isEqualTo(Map.of("form", List.of("Name at least one lot code or GTIN, or give a period.")));

        ExportForm unread = form("", "", "soon", "");
        assertThat(unread.faults(unread.order(PACIFIC).faults(), PACIFIC).keySet())
                .containsExactly("from");
    }

    @Test
    void periodThatEndsBeforeItBeginsIsOneFault() {
        ExportForm form = form("A", "", "2026-11-03", "2026-11-01");
        assertThat(form.faults(form.order(PACIFIC).faults(), PACIFIC))
                .isEqualTo(Map.of("to", List.of("The last day is before the first.")));
    }

    @Test
    void filtersStandInTheUrlWhateverTheirCharacters() {
        ExportFilter filter = new ExportFilter("failed", "A&b=\"<", " ", null);

        assertThat(filter.url("/compliance/exports", "before", 12))
                .isEqualTo("/compliance/exports?status=failed&lot=A%26b%3D%22%3C&before=12");
        assertThat(new ExportFilter("done", null, "x", "2026-11-01")
                        .faults(PACIFIC)
                        .keySet())
                .containsExactly("status", "from");
    }
}
