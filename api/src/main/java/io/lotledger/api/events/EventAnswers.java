package io.lotledger.api.events;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.search.Cursor;
import io.lotledger.projections.query.search.EventSearch;
import io.lotledger.projections.query.search.FoundPage;
import io.lotledger.projections.query.search.QueryIndexProjection;
import io.lotledger.projections.query.search.SearchTooLongException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers a query with one page of events, as an EPCISQueryDocument. */
@Component
public class EventAnswers {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final EventSearch search;
    private final PlaceIndex places;
    private final ReadModels readModels;
    private final ProjectionPositions positions;
    private final EventFormats formats;
    private final Clock clock;

    EventAnswers(
            EventSearch search,
            PlaceIndex places,
            ReadModels readModels,
            ProjectionPositions positions,
            EventFormats formats,
            Clock clock) {
        this.search = search;
        this.places = places;
        this.readModels = readModels;
        this.positions = positions;
        this.formats = formats;
        this.clock = clock;
    }

    public void write(
            Caller caller, String queryName, EventQuery query, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        AnswerFormat answer = AnswerFormat.of(request);
        Representation representation = formats.requested(caller, request);
        long upTo = covered();
        EventQuery resolved = query.resolved(caller.organisation(), places);
        FoundPage page = find(caller, resolved, upTo, null, 30);
        response.setContentType(answer.mediaType().toString());
        EventFormats.headers(representation, answer.format())
                .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        List<KeptEvent> events = new ArrayList<>();
        search.documents(page, events::add);
        EpcisDocuments.write(
                answer.format(), queryName, events, clock.instant(), representation, response.getOutputStream());
    }

    private FoundPage find(Caller caller, EventQuery query, long upTo, @Nullable Cursor after, int size) {
        try {
            return search.find(caller.organisation(), query, upTo, after, size);
        } catch (SearchTooLongException e) {
            throw new ProblemException(
                    413,
                    "epcisException:QueryTooComplexException",
                    "The query takes too long",
                    String.valueOf(e.getMessage()),
                    Map.of());
        }
    }

    /** The position of the query index, after it has had a moment to reach what was acknowledged. */
    private long covered() throws InterruptedException {
        readModels.await(QueryIndexProjection.NAME, readModels.head(), LONGEST_WAIT);
        return positions.positions().getOrDefault(QueryIndexProjection.NAME, 0L);
    }
}
