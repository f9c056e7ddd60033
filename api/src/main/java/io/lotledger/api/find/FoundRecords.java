package io.lotledger.api.find;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.find.NamedEvents;
import io.lotledger.projections.find.NamedEvents.Document;
import io.lotledger.projections.find.NamedEvents.NamedEvent;
import io.lotledger.projections.find.SearchIndex;
import io.lotledger.projections.find.SearchIndex.Hit;
import io.lotledger.projections.find.SearchKind;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Documents, events and export jobs as results of a search. */
@Component
class FoundRecords {
    /** Events of one document of which the lots are looked up. */
    private static final int MOST_EVENTS = 200;

    private static final int MOST_JOBS = 500;

    private final SearchIndex index;
    private final NamedEvents events;
    private final LotsInPeriod lots;
    private final JobHistory history;
    private final ExportJobs jobs;

    FoundRecords(SearchIndex index, NamedEvents events, LotsInPeriod lots, JobHistory history, ExportJobs jobs) {
        this.index = index;
        this.events = events;
        this.lots = lots;
        this.history = history;
        this.jobs = jobs;
    }

    FindSection documentsByNumber(UUID organisation, String number) {
        return new FindSection(
                FoundKind.DOCUMENT,
                (after, limit) -> index.search(organisation, SearchKind.DOCUMENT, number, after, limit).stream()
                        .map(hit ->
                                new FindSection.Item(Optional.of(document(organisation, hit.target())), hit.cursor()))
                        .toList(),
                most -> index.count(organisation, SearchKind.DOCUMENT, number, most));
    }

    /** The URIs of the documents of this very number, or of the only one that has it as a part; at most three. */
    List<String> named(UUID organisation, String number) {
        List<Hit> hits = index.search(organisation, SearchKind.DOCUMENT, number, "", 4);
        if (hits.size() == 1) return List.of(hits.get(0).target());
        return hits.stream().filter(Hit::isWhole).limit(3).map(Hit::target).toList();
    }

    boolean isDocument(UUID organisation, String uri) {
        return events.document(organisation, uri, 1).isPresent();
    }

    Found document(UUID organisation, String uri) {
        Optional<Document> known = events.document(organisation, uri, MOST_EVENTS);
        String type = known.map(Document::type).orElse(null);
        String number = known.map(Document::number).orElse(uri);
        int named = known.map(Document::events).orElse(0);
        String detail = named == MOST_EVENTS
                ? MOST_EVENTS + " events or more; its lots are those of the first " + MOST_EVENTS
                : FoundWords.count(named, "event");
        return new Found(
                FoundKind.DOCUMENT,
                uri,
                FoundWords.joined((type == null ? "Document" : type) + " " + number),
                FoundWords.joined(detail, uri.equals(number) ? null : uri),
                false);
    }

    /** The lots that events of the document name or had inside their units. */
    Set<UUID> lotsOf(UUID organisation, String document) {
        List<Long> positions = events.ofDocument(organisation, document, -1, MOST_EVENTS).stream()
                .map(NamedEvent::position)
                .toList();
        return lots.ofEvents(organisation, positions, Long.MAX_VALUE);
    }

    FindSection eventsOf(UUID organisation, String document) {
        return new FindSection(
                FoundKind.EVENT,
                (after, limit) ->
                        events
                                .ofDocument(organisation, document, after.isEmpty() ? -1 : Long.parseLong(after), limit)
                                .stream()
                                .map(event -> new FindSection.Item(
                                        Optional.of(found(event, false)), Long.toString(event.position())))
                                .toList(),
                most -> events.document(organisation, document, most)
                        .map(Document::events)
                        .orElse(0));
    }

    Optional<Found> event(UUID organisation, String eventID) {
        return events.one(organisation, eventID).map(event -> found(event, true));
    }

    private static Found found(NamedEvent event, boolean isExact) {
        String step = event.bizStep() == null ? event.type() : FoundWords.step(event.bizStep());
        String title = step + ", " + FoundWords.atPlace(event.eventTime());
        String error = event.declaredAnError() ? "declared an error" : null;
        return new Found(
                FoundKind.EVENT,
                event.eventID(),
                title,
                FoundWords.joined(error, event.place(), event.eventID()),
                isExact);
    }

    /** The job of the organisation. */
    Optional<Found> job(UUID organisation, UUID id) {
        return JobHistory.fold(history.events(id))
                .filter(job -> job.request().organisation().equals(organisation))
                .map(FoundRecords::found);
    }

    /** The jobs of a lot, newest first. */
    FindSection jobsOf(UUID organisation, UUID lot) {
        return FindSection.of(
                FoundKind.EXPORT_JOB,
                jobs
                        .list(new JobQuery(
                                organisation, null, Set.of(lot), null, null, new JobQuery.Place.Newest(), MOST_JOBS))
                        .stream()
                        .map(FoundRecords::found)
                        .toList());
    }

    private static Found found(JobState job) {
        ExportRequested request = job.request();
        return job(
                request.jobId(),
                job.status().word(),
                request.direction().word(),
                "asked for " + FoundWords.time(request.requestedAt()),
                true);
    }

    private static Found found(JobSummary job) {
        return job(
                job.jobId(),
                Objects.requireNonNull(job.status()),
                job.direction(),
                "asked for " + FoundWords.time(job.requestedAt()),
                false);
    }

    private static Found job(UUID id, String status, String direction, @Nullable String asked, boolean isExact) {
        String shortId = ShortUuid.encode(id);
        String way = direction.equals("both") ? "both directions" : direction;
        return new Found(
                FoundKind.EXPORT_JOB, shortId, "Export job " + shortId, FoundWords.joined(status, way, asked), isExact);
    }
}
