package io.lotledger.api.events;

import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.paging.SignedPageTokens;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.named.NamedQuery;
import io.lotledger.projections.query.search.EventSearch;
import io.lotledger.projections.query.search.FoundPage;
import io.lotledger.projections.query.search.QueryIndexProjection;
import io.lotledger.projections.query.search.SearchTooLongException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers a query with one page of events, as an EPCISQueryDocument. */
@Component
public class EventAnswers {
    /** Names the log positions of damaged entries, of which it cannot be told whether they match. The page leaves them out. */
    public static final String UNREADABLE = "Lotledger-Unreadable-Positions";

    /** Parked entries have no place in the index, so every page names the first of them. */
    private static final int MOST_PARKED = 100;

    private final EventSearch search;
    private final PlaceIndex places;
    private final IndexCoverage coverage;
    private final EventFormats formats;
    private final SignedPageTokens tokens;
    private final ParkedEvents parked;
    private final Clock clock;

    EventAnswers(
            EventSearch search,
            PlaceIndex places,
            IndexCoverage coverage,
            EventFormats formats,
            SignedPageTokens tokens,
            ParkedEvents parked,
            Clock clock) {
        this.search = search;
        this.places = places;
        this.coverage = coverage;
        this.formats = formats;
        this.tokens = tokens;
        this.parked = parked;
        this.clock = clock;
    }

    /**
     * Writes the page that the request asks for.
     *
     * @param queryName as the document names the query
     */
    public void write(
            Caller caller, String queryName, EventQuery query, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        String identity = EventQueryRequest.identity(request);
        write(
                caller,
                queryName,
                query,
                identity,
                token -> tokens.read(caller.organisation(), identity, token),
                request,
                response);
    }

    /**
     * The same for a stored query, which the URL alone does not identify.
     *
     * @param identity of the query as it is stored now: a page token of another one is refused
     */
    public void write(
            Caller caller,
            NamedQuery stored,
            EventQuery query,
            String identity,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        String ofAnother =
                "is no token of the query '" + stored.name() + "' as it is now: it belongs to another query, to one"
                        + " of this name that was deleted, or to an earlier version of the server";
        write(
                caller,
                stored.name(),
                query,
                identity,
                token -> tokens.read(caller.organisation(), identity, token, ofAnother),
                request,
                response);
    }

    private void write(
            Caller caller,
            String queryName,
            EventQuery query,
            String identity,
            UnaryOperator<String> stateOf,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        AnswerFormat answer = AnswerFormat.of(request);
        Representation representation = formats.requested(caller, request);
        Gs1PageRequest asked = Gs1PageRequest.of(request);
        PageState state =
                asked.token().map(token -> PageState.of(stateOf.apply(token))).orElse(null);
        if (state == null) state = firstPage(query);
        EventQuery resolved = query.resolved(caller.organisation(), state.upTo(), places);
        if (state.after() == null) requireWithinMaximum(caller, resolved, state.upTo());
        FoundPage page = find(caller, resolved, state, asked.size());
        next(state, page)
                .ifPresent(next -> Gs1PageRequest.announceNext(
                        tokens.issue(caller.organisation(), identity, next.text()), request, response));
        response.setHeader(IndexCoverage.POSITION, Long.toString(state.upTo()));
        SortedSet<Long> unreadable = unreadable(caller, page, state.upTo());
        if (!unreadable.isEmpty()) response.setHeader(UNREADABLE, words(unreadable));
        response.setContentType(answer.mediaType().toString());
        EventFormats.headers(representation, answer.format())
                .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        if (request.getMethod().equals("HEAD")) return;
        write(answer, queryName, page, representation, response);
    }

    private SortedSet<Long> unreadable(Caller caller, FoundPage page, long upTo) {
        SortedSet<Long> unreadable = new TreeSet<>(page.unreadable());
        List<UUID> owners = ParkedEvents.ownersSeenBy(caller.organisation(), caller.isOperator());
        unreadable.addAll(parked.positions(owners, upTo, QueryIndexProjection.NAME, MOST_PARKED));
        return unreadable;
    }

    private static String words(SortedSet<Long> positions) {
        return positions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private void write(
            AnswerFormat answer,
            String queryName,
            FoundPage page,
            Representation representation,
            HttpServletResponse response)
            throws IOException {
        QueryDocument document = new QueryDocument(queryName, clock.instant());
        QueryDocumentWriter writer =
                EpcisDocuments.writer(answer.format(), document, representation, response.getOutputStream());
        try {
            search.documents(page, writer::add);
            writer.complete();
        } catch (RuntimeException e) {
            // the problem is the answer, not a part of it behind half a document
            if (!response.isCommitted()) response.resetBuffer();
            throw e;
        }
    }

    private PageState firstPage(EventQuery query) throws InterruptedException {
        long upTo = coverage.of(QueryIndexProjection.NAME, "query index").position();
        if (query.readsMasterData()) {
            upTo = Math.min(
                    upTo,
                    coverage.of(MasterDataProjection.NAME, "table of master data")
                            .position());
        }
        return new PageState(upTo, null, query.eventCountLimit().orElse(-1));
    }

    private void requireWithinMaximum(Caller caller, EventQuery query, long upTo) {
        OptionalInt most = query.maxEventCount();
        if (most.isPresent() && checked(() -> search.exceeds(caller.organisation(), query, upTo, most.getAsInt()))) {
            throw new ProblemException(
                    413,
                    "epcisException:QueryTooLargeException",
                    "The result is too large",
                    "More than maxEventCount=" + most.getAsInt()
                            + " events match. Raise it, narrow the query, or leave it out and read page by page",
                    Map.of("parameter", "maxEventCount"));
        }
    }

    private FoundPage find(Caller caller, EventQuery query, PageState state, int size) {
        int wanted = state.remaining() < 0 ? size : Math.min(size, state.remaining());
        return checked(() -> search.find(caller.organisation(), query, state.upTo(), state.after(), wanted));
    }

    private static Optional<PageState> next(PageState state, FoundPage page) {
        return page.next().map(last -> state.next(last, page.size())).filter(next -> next.remaining() != 0);
    }

    private static <T> T checked(Supplier<T> searching) {
        try {
            return searching.get();
        } catch (SearchTooLongException e) {
            throw new ProblemException(
                    413,
                    "epcisException:QueryTooComplexException",
                    "The query takes too long",
                    String.valueOf(e.getMessage()),
                    Map.of());
        }
    }
}
