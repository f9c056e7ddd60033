package io.lotledger.export.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkbookContentTest {
    private static final MasterData NOTHING_KNOWN = new MasterData() {
        @Override
        public Attributes location(String uri) {
            return Attributes.NONE;
        }

        @Override
        public Attributes ownLocation(String uri) {
            return Attributes.NONE;
        }

        @Override
        public Attributes product(LotKey lot) {
            return Attributes.NONE;
        }
    };

    @Test
    void eventSaysWhichTabItIsReadOnOrWhyOnNone() {
        TraceEvidence evidence = new TraceEvidence(
                Samples.trace(),
                List.of(captured(1, "shipped"), captured(2, "inspected"), captured(3, "packed")),
                (unit, time) -> List.of(),
                NOTHING_KNOWN);
        CriticalTrackingEvents ctes = new CriticalTrackingEvents(
                List.of(Samples.shipping("shipped", Kde.of("A")), Samples.shipping("shipped", Kde.of("B"))),
                List.of(new Unclassified("inspected", "inspecting is no critical tracking event")));

        ClassifiedTrace classified = new ClassifiedTrace(evidence, EventInterpretation.of(evidence), ctes);
        WorkbookContent content = WorkbookContent.of(Samples.request(), classified, UnitMovements.NONE);

        assertThat(content.events())
                .extracting(EventUsed::readAs)
                .containsExactly(
                        "Shipping: because the sample says so",
                        "No critical tracking event: inspecting is no critical tracking event",
                        "Context only");
        assertThat(content.events())
                .first()
                .isEqualTo(new EventUsed(
                        1,
                        "shipped",
                        "ObjectEvent",
                        Samples.NOON,
                        "-07:00",
                        Instant.EPOCH,
                        "Shipping: because the sample says so",
                        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    }

    private static CapturedEvent captured(long position, String eventID) {
        EventFields fields = new EventFields(
                eventID,
                Samples.NOON,
                "-07:00",
                null,
                "shipping",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Extensions.NONE,
                Extensions.NONE);
        return new CapturedEvent(
                position, new ObjectEvent(fields, Action.OBSERVE, List.of(), List.of()), "{}", Instant.EPOCH);
    }
}
