package io.lotledger.api.dashboard.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageViewsTest {
    private static final LotKey SALAD = LotKey.of(new Gtin("00614141888882"), "MIX7");

    @Test
    void boxOfALotMadeOfTwoCountsWhatItsEventLacksOnce() {
        Readiness.Event row = new Readiness.Event(
                "Transformation",
                SALAD,
                "made",
                Instant.EPOCH,
                "",
                List.of(element("Phone Number", true), element("Brand Name (if applicable)", false)));

        assertThat(LineageViews.gaps(new Readiness(0, 0, 0, List.of(row, row)))).isEqualTo(Map.of(SALAD, 1L));
    }

    private static Readiness.Element element(String column, boolean isRequired) {
        return new Readiness.Element("Location", column, "1.1350(a)(2)(ii)", null, false, isRequired, null);
    }
}
