package io.lotledger.export.source;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.UsedEvent;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.source.LotSelection.Named;
import io.lotledger.export.source.LotSelection.Selected;
import io.lotledger.export.workbook.RenderedWorkbook;
import io.lotledger.export.workbook.WorkbookContent;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.export.workbook.ooxml.CellTooLongException;
import io.lotledger.export.workbook.summary.RequestedLots;
import io.lotledger.export.workbook.summary.WorkbookRequest;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ParkedEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Renders an export's workbook from its lots and log position: trace, evidence, critical tracking events, cells. */
public final class ExportedTrace implements WorkbookSource {
    /** The projections whose tables a workbook reads: an event that only queries miss holds up no export. */
    static final Set<String> READ =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME, CteProjection.NAME);

    private final ParkedEvents parked;
    private final LotSelection selection;
    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotAccounts accounts;
    private final LotFindings findings;
    private final WorkbookRenderer renderer;
    private final OrganisationNames organisations;
    private final KeyNames keys;
    private final RulesInForce rules;

    public ExportedTrace(
            ParkedEvents parked,
            LotSelection selection,
            LotLineage lineage,
            Evidence evidence,
            LotAccounts accounts,
            LotFindings findings,
            WorkbookRenderer renderer,
            OrganisationNames organisations,
            KeyNames keys,
            RulesInForce rules) {
        this.parked = parked;
        this.selection = selection;
        this.lineage = lineage;
        this.evidence = evidence;
        this.accounts = accounts;
        this.findings = findings;
        this.renderer = renderer;
        this.organisations = organisations;
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public WorkbookRules inForce() {
        return rules.inForce();
    }

    @Override
    public WorkbookRules own() {
        return rules.own();
    }

    @Override
    public Rendering render(ExportRequested export, Maker printed, OutputStream out, Progress progress)
            throws IOException {
        WorkbookRules begun = inForce(); // tables that are swapped from now on outdate the workbook
        long unowned = parked.count(List.of(UnreadableEntry.ANY), export.logPosition(), READ);
        if (unowned > 0) {
            return new Rendering.Refused(
                    "events_parked",
                    unowned + " entries of the log are damaged and no longer tell whose they are, so the workbook might"
                            + " be incomplete. An operator finds them with GET /epcis/api/2.0/parked-events, restores"
                            + " them from a backup and retries them with POST …/parked-events/retry.");
        }
        long waiting = parked.count(List.of(export.organisation()), export.logPosition(), READ);
        if (waiting > 0) {
            return new Rendering.Refused(
                    "events_parked",
                    waiting + " of your organisation's events could not be projected, so the workbook would be"
                            + " incomplete. An admin finds them with GET /epcis/api/2.0/parked-events and retries"
                            + " them with POST …/parked-events/retry.");
        }
        try {
            List<Named> named = named(export);
            List<Lot> seeds = named.isEmpty() ? List.of(export.oneLot().orElseThrow()) : new Selected(named).lots();
            if (seeds.isEmpty()) return new Rendering.Refused("no_lots", noLots(export));
            Trace trace = lineage.trace(seeds, export.direction(), export.logPosition());
            TraceEvidence seen = evidence.of(trace);
            ClassifiedTrace classified = ClassifiedTrace.of(seen);
            WorkbookContent content = WorkbookContent.of(
                            request(export, printed, named), classified, UnitMovements.of(trace, evidence))
                    .naming(lineage.otherInputs(trace))
                    .with(accounts.balances(seen, export.requestedAt()), findings.each(trace, export.requestedAt()));
            RenderedWorkbook workbook =
                    renderer.render(counted(content, classified.ctes().rows(), progress), out);
            return new Rendering.Written(workbook.rows(), workbook.contentSha256(), used(content.events()), begun);
        } catch (TraceTooLarge e) {
            return new Rendering.Refused("trace_too_large", sentence(e));
        } catch (CellTooLongException e) {
            return new Rendering.Refused("cell_too_long", sentence(e));
        } catch (DamagedEntryException e) {
            return new Rendering.Refused("entry_damaged", sentence(e));
        }
    }

    /** Empty when the request named one lot. */
    private List<Named> named(ExportRequested export) {
        LotCriteria criteria = export.criteria();
        return criteria == null
                ? List.of()
                : selection
                        .of(export.organisation(), criteria, export.logPosition())
                        .named();
    }

    private static String noLots(ExportRequested export) {
        LotCriteria criteria = Objects.requireNonNull(export.criteria());
        return (criteria.namesLots() ? "None of the requested lots has" : "No lot of your organisation has")
                + " a critical tracking event with an event time of " + criteria.period()
                + " up to log position " + export.logPosition()
                + ". Ask for another period; GET /epcis/api/2.0/traceability/lots finds lots.";
    }

    private WorkbookRequest request(ExportRequested export, Maker printed, List<Named> named) {
        LotCriteria criteria = export.criteria();
        return new WorkbookRequest(
                export.shortId(),
                organisations.nameOf(export.organisation()),
                keys.nameOf(export.requestedBy()).orElse("API key " + export.requestedBy()),
                export.requestedAt(),
                printed.printed(),
                export.fdaOnly(),
                criteria == null
                        ? null
                        : new RequestedLots(
                                criteria.hasPeriod() ? criteria.period() : null,
                                named.stream()
                                        .map(n -> new RequestedLots.Name(word(n.kind()), n.asked(), n.lots()))
                                        .toList()));
    }

    private static String word(Named.Kind kind) {
        return switch (kind) {
            case TLC -> "Traceability lot code";
            case LOT -> "Lot";
            case GTIN -> "GTIN";
            case PERIOD -> "Event time";
        };
    }

    private static List<UsedEvent> used(Iterable<EventUsed> events) {
        List<UsedEvent> used = new ArrayList<>();
        events.forEach(event -> used.add(new UsedEvent(event.position(), event.eventID(), event.sha256())));
        return used;
    }

    /** The same content, reporting progress for each row. */
    private static WorkbookContent counted(
            WorkbookContent content, List<CriticalTrackingEvent> rows, Progress progress) {
        return new WorkbookContent(
                content.request(),
                content.trace(),
                content.otherInputs(),
                () -> new Counted(rows, progress),
                content.unitRows(),
                content.destinations(),
                content.events(),
                content.balances(),
                content.findings());
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
