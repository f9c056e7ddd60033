package io.lotledger.export.job;

import io.lotledger.export.workbook.CellTooLongException;
import io.lotledger.export.workbook.EventUsed;
import io.lotledger.export.workbook.RenderedWorkbook;
import io.lotledger.export.workbook.WorkbookContent;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.export.workbook.WorkbookRequest;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.cte.CriticalTrackingEvent;
import io.lotledger.projections.cte.CriticalTrackingEvents;
import io.lotledger.projections.cte.CteClassification;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceEvidence;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.replay.ParkedEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** From the lot and the log position of an export to its workbook: trace, evidence, critical tracking events, cells. */
public final class ExportedTrace implements WorkbookSource {
    private final ParkedEvents parked;
    private final LotLineage lineage;
    private final Evidence evidence;
    private final CteClassification classification;
    private final WorkbookRenderer renderer;
    private final OrganisationNames organisations;
    private final String productVersion;

    /** @param productVersion {@code 0.1.0}, printed on the workbook and kept with the delivery */
    public ExportedTrace(
            ParkedEvents parked,
            LotLineage lineage,
            Evidence evidence,
            CteClassification classification,
            WorkbookRenderer renderer,
            OrganisationNames organisations,
            String productVersion) {
        this.parked = parked;
        this.lineage = lineage;
        this.evidence = evidence;
        this.classification = classification;
        this.renderer = renderer;
        this.organisations = organisations;
        this.productVersion = productVersion;
    }

    @Override
    public Rendering render(ExportRequested export, OutputStream out, Progress progress) throws IOException {
        long waiting = parked.count(export.organisation(), export.logPosition());
        if (waiting > 0) {
            return new Rendering.Refused(
                    "events_parked",
                    waiting + " of your organisation's events could not be projected, and a workbook without them would"
                            + " pass for the whole. An admin sees them with GET /epcis/api/2.0/parked-events, and tries"
                            + " them again with POST …/parked-events/retry.");
        }
        try {
            Trace trace = lineage.trace(seed(export), export.direction(), export.logPosition());
            TraceEvidence seen = evidence.of(trace);
            CriticalTrackingEvents ctes = classification.of(seen);
            WorkbookContent content = WorkbookContent.of(request(export), seen, ctes);
            RenderedWorkbook workbook = renderer.render(counted(content, ctes.rows(), progress), out);
            return new Rendering.Written(
                    workbook.rows(), workbook.contentSha256(), productVersion, used(content.events()));
        } catch (TraceTooLarge e) {
            return new Rendering.Refused("trace_too_large", sentence(e));
        } catch (CellTooLongException e) {
            return new Rendering.Refused("cell_too_long", sentence(e));
        }
    }

    private static Lot seed(ExportRequested export) {
        LotKey key = LotKey.of(export.lot()).orElseGet(() -> new LotKey(export.lot(), null, null));
        return new Lot(export.organisation(), key);
    }

    private WorkbookRequest request(ExportRequested export) {
        return new WorkbookRequest(
                export.shortId(),
                organisations.nameOf(export.organisation()),
                "API key " + export.requestedBy(),
                export.requestedAt(),
                productVersion,
                export.fdaOnly());
    }

    private static List<UsedEvent> used(Iterable<EventUsed> events) {
        List<UsedEvent> used = new ArrayList<>();
        events.forEach(event -> used.add(new UsedEvent(event.position(), event.eventID(), event.sha256())));
        return used;
    }

    /** The same content, and word of each row as it is taken. */
    private static WorkbookContent counted(
            WorkbookContent content, List<CriticalTrackingEvent> rows, Progress progress) {
        return new WorkbookContent(
                content.request(),
                content.trace(),
                () -> new Counted(rows, progress),
                content.events(),
                content.balances());
    }

    private static String sentence(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static final class Counted implements Iterator<CriticalTrackingEvent> {
        private final Iterator<CriticalTrackingEvent> rows;
        private final Progress progress;
        private final long total;
        private long done;

        Counted(List<CriticalTrackingEvent> rows, Progress progress) {
            this.rows = rows.iterator();
            this.progress = progress;
            this.total = rows.size();
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public CriticalTrackingEvent next() {
            CriticalTrackingEvent row = rows.next();
            done++;
            progress.at(done, total);
            return row;
        }
    }
}
