package io.lotledger.projections.cte.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void detailsAreInTheOrderOfTheirNamesInEveryRunOfTheServer() {
        Map<String, Object> sent =
                Map.of("uom", "KGM", "shipped", 1, "received", 2, "short", 3, "ship_to", "a", "overdue", true);

        Finding finding = new Finding(FindingKind.SHORT_RECEIPT, List.of(), List.of(), "", null, sent);

        assertThat(finding.details().keySet())
                .containsExactly("overdue", "received", "ship_to", "shipped", "short", "uom");
    }
}
