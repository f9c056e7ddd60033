package io.lotledger.api.queries;

import io.lotledger.api.events.EventAnswers;
import io.lotledger.api.events.EventQueryRequest;
import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.paging.SignedPageTokens;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.QueryRefusedException;
import io.lotledger.projections.query.named.NamedQuery;
import io.lotledger.projections.query.named.NamedQueryListener;
import io.lotledger.projections.query.named.QueryStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /queries}: a client stores a query under a name, and reads its events by that name (EPCIS 2.0 §12.7). */
@RestController
@RequestMapping("/epcis/api/2.0/queries")
class NamedQueriesController {
    private static final String LIST = "/queries";

    private final QueryStore queries;
    private final ObjectProvider<NamedQueryListener> listeners;
    private final EventAnswers answers;
    private final SignedPageTokens tokens;
    private final DiskReserve reserve;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NamedQueriesController(
            QueryStore queries,
            ObjectProvider<NamedQueryListener> listeners,
            EventAnswers answers,
            SignedPageTokens tokens,
            DiskReserve reserve,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.queries = queries;
        this.listeners = listeners;
        this.answers = answers;
        this.tokens = tokens;
        this.reserve = reserve;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** By name, page by page; the predefined query is among them. */
    @GetMapping
    List<NamedQueryBody> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "perPage", required = false) @Nullable String perPage,
            @RequestParam(name = "nextPageToken", required = false) @Nullable String nextPageToken,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID organisation = caller.organisation();
        Gs1PageRequest page = Gs1PageRequest.of(request);
        String after = page.token()
                .map(token -> tokens.read(organisation, LIST, token))
                .orElse("");
        List<NamedQuery> found = queries.page(organisation, after, page.size() + 1);
        List<NamedQuery> shown = found.subList(0, Math.min(page.size(), found.size()));
        if (found.size() > shown.size()) {
            String last = shown.get(shown.size() - 1).name();
            Gs1PageRequest.announceNext(tokens.issue(organisation, LIST, last), request, response);
        }
        return shown.stream().map(NamedQueryBody::of).toList();
    }

    /** 201 with the URL of the query; 409 when the name is taken, even by the same query. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> create(
            @AuthenticationPrincipal Caller caller,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        NewQuery sent = NewQuery.read(body == null ? new byte[0] : body, EventQueryRequest.prefixes(request));
        if (sent.name().equals(NamedQuery.SIMPLE_EVENT_QUERY))
            throw taken(sent.name() + " is predefined; choose another name");
        NamedQuery query = new NamedQuery(
                sent.name(), Json.MAPPER.writeValueAsString(sent.query()), clock.instant(), caller.keyId());
        if (queries.find(caller.organisation(), sent.name()).isEmpty()) reserve.require();
        if (!queries.create(caller.organisation(), query)) {
            throw taken("A query is already named '" + sent.name()
                    + "'. A stored query never changes: choose another name, or delete that query first,"
                    + " which disconnects its subscribers");
        }
        return ResponseEntity.created(location(sent.name())).build();
    }

    @GetMapping("/{queryName}")
    NamedQueryBody get(@AuthenticationPrincipal Caller caller, @PathVariable String queryName) {
        return NamedQueryBody.of(find(caller, queryName));
    }

    /** Its subscribers are disconnected in the same transaction. */
    @DeleteMapping("/{queryName}")
    ResponseEntity<Void> delete(@AuthenticationPrincipal Caller caller, @PathVariable String queryName) {
        if (queryName.equals(NamedQuery.SIMPLE_EVENT_QUERY)) {
            throw new ProblemException(
                    403,
                    "epcisException:SecurityException",
                    "The query is predefined",
                    queryName + " is predefined and cannot be deleted; delete the subscriptions to it instead",
                    Map.of());
        }
        transaction.executeWithoutResult(begun -> {
            if (!queries.delete(caller.organisation(), queryName)) throw noQuery(queryName);
            listeners.orderedStream().forEach(listener -> listener.deleted(caller.organisation(), queryName));
        });
        return ResponseEntity.noContent().build();
    }

    /** The events it finds now; its parameters are fixed, so the URL says only which page. */
    @GetMapping("/{queryName}/events")
    void events(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @RequestParam(name = "perPage", required = false) @Nullable String perPage,
            @RequestParam(name = "nextPageToken", required = false) @Nullable String nextPageToken,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        NamedQuery query = find(caller, queryName);
        String identity = EventQueryRequest.identity(request) + query.json() + query.createdAt();
        answers.write(caller, query, parsed(query), identity, request, response);
    }

    private NamedQuery find(Caller caller, String name) {
        return queries.find(caller.organisation(), name).orElseThrow(() -> noQuery(name));
    }

    private static EventQuery parsed(NamedQuery query) {
        try {
            return query.parsed();
        } catch (QueryRefusedException e) {
            throw EventQueryRequest.refused(
                    e,
                    NewQuery.VALIDATION,
                    400,
                    "The stored query '" + query.name() + "' is not valid in this version of the server: "
                            + e.getMessage()
                            + ". Store a corrected query under another name, or delete this one first");
        }
    }

    private static URI location(String name) {
        return URI.create(ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/epcis/api/2.0" + LIST
                + "/" + name);
    }

    private static ProblemException noQuery(String name) {
        return new ProblemException(
                404,
                "epcisException:NoSuchNameException",
                "No such query",
                "No query is named '" + name
                        + "'. GET /epcis/api/2.0/queries lists the names, which are case-sensitive",
                Map.of());
    }

    private static ProblemException taken(String detail) {
        return new ProblemException(
                409, "epcisException:ResourceAlreadyExistsException", "The name is taken", detail, Map.of());
    }
}
