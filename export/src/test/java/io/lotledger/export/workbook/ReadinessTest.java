package io.lotledger.export.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import io.lotledger.projections.tally.RequiredElements;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Kde KNOWN = Kde.of("known");

    @Test
    void elementOfATransformationIsAskedForOnceWhateverItsLots() {
        Readiness readiness = Readiness.of(new CriticalTrackingEvents(
                List.of(
                        made("input 1", Samples.ROMAINE),
                        made("input 1", Samples.SALAD),
                        made("input 2", Samples.ROMAINE),
                        made("input 2", Samples.SALAD)),
                List.of()));

        assertThat(readiness.countMissing()).isEqualTo(1);
        assertThat(readiness.gaps()).isEqualTo(readiness.missing());
        assertThat(readiness.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.element().column()).contains("Phone Number");
            assertThat(missing.lots()).containsExactly(Samples.ROMAINE, Samples.SALAD);
        });
    }

    @Test
    void countOfElementsIsThatOfTheScores() {
        CriticalTrackingEvents ctes = new CriticalTrackingEvents(
                List.of(made("input 1", Samples.ROMAINE), made("input 2", Samples.SALAD)), List.of());
        Readiness readiness = Readiness.of(ctes);

        RequiredElements counted = SpreadsheetElements.count(ctes);

        assertThat(counted.all().missing()).as("cells").isEqualTo(2);
        assertThat(counted.all().score()).isEqualTo(readiness.score());
        assertThat(counted.codes().score()).isEqualTo(readiness.tlcScore());
        assertThat(counted.sources().score()).isEqualTo(readiness.tlcSourceScore());
        assertThat(counted.sources().required()).isPositive();
    }

    /** Nothing is missing but the phone of the place. */
    private static CriticalTrackingEvent made(String input, LotKey lot) {
        Basis sample = Samples.basis("made", lot);
        ProductDescription product = new ProductDescription(KNOWN, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN);
        Quantity quantity = new Quantity(KNOWN, KNOWN);
        LocationDescription place = new LocationDescription(KNOWN, Kde.MISSING, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN);
        return new CriticalTrackingEvent.Transformation(
                sample,
                Kde.of(input),
                product,
                quantity,
                Kde.of(lot.printed()),
                place,
                KNOWN,
                KNOWN,
                product,
                quantity,
                new ReferenceDocuments(KNOWN, KNOWN, KNOWN, KNOWN));
    }
}
