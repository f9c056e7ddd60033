package io.lotledger.api.queries;

import io.lotledger.api.events.EventQueryRequest;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.QueryFault;
import io.lotledger.projections.query.QueryRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /queries}: {@code {"name": "shipments", "query": {"EQ_bizStep": ["shipping"]}}}.
 *
 * @param query valid, with every prefix it needs in its {@code @context}
 */
record NewQuery(String name, JsonNode query) {
    static final String VALIDATION = "epcisException:QueryValidationException";

    private static final List<String> MEMBERS = List.of("name", "query");
    private static final String CONTEXT = "@context";

    /** The characters that a segment of a URL holds without encoding (RFC 3986 §2.3), and the colon of URNs. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");

    private static final ObjectReader JSON =
            Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * @param prefixes of the header {@code GS1-Extensions}; they become part of the query, and its own come first
     * @throws ProblemException 400 with all faults of name and query
     */
    static NewQuery read(byte[] body, Map<String, String> prefixes) {
        List<QueryFault> faults = new ArrayList<>();
        JsonNode sent = json(body);
        if (!sent.isObject()) throw notJson("The body must be an object with the members name and query");
        for (String member : sent.propertyNames()) {
            if (!MEMBERS.contains(member)) faults.add(unknownMember(member));
        }
        name(sent.path("name"), faults);
        JsonNode query = withPrefixes(sent.path("query"), prefixes);
        query(query, faults);
        if (!faults.isEmpty()) throw EventQueryRequest.refused(new QueryRefusedException(faults), VALIDATION, 400);
        return new NewQuery(sent.path("name").stringValue(), query);
    }

    private static JsonNode json(byte[] body) {
        JsonNode sent;
        try {
            sent = JSON.readTree(body);
        } catch (JacksonException e) {
            throw notJson("The body is not valid JSON: " + JsonFaults.located(e));
        }
        if (sent.isMissingNode()) throw notJson("The body is empty; send an object with the members name and query");
        return sent;
    }

    private static QueryFault unknownMember(String member) {
        String meant = member.equals(CONTEXT)
                ? "'@context' belongs inside query"
                : "Unknown member '" + member + "'; "
                        + Nearest.of(member, MEMBERS)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("the members are name and query");
        return new QueryFault(member, meant, MEMBERS);
    }

    private static void name(JsonNode name, List<QueryFault> faults) {
        if (name.isString()
                && NAME.matcher(name.stringValue()).matches()
                && !List.of(".", "..").contains(name.stringValue())) return;
        faults.add(new QueryFault(
                "name",
                "name must be a text of 1 to 128 letters (A to Z, a to z), digits and . _ ~ : - and is part of a URL,"
                        + " so it cannot be . or ..",
                List.of()));
    }

    private static void query(JsonNode query, List<QueryFault> faults) {
        if (!query.isObject()) {
            faults.add(new QueryFault(
                    "query",
                    "query must be an object of parameters, such as {\"EQ_bizStep\": [\"shipping\"]}",
                    List.of()));
            return;
        }
        Optional<String> context = JsonLdContext.faultOf(query.get(CONTEXT));
        context.ifPresent(fault -> faults.add(new QueryFault(CONTEXT, CONTEXT + ": " + fault, List.of())));
        try {
            EventQuery.ofJson(query);
        } catch (QueryRefusedException e) {
            faults.addAll(e.faults());
        }
    }

    private static JsonNode withPrefixes(JsonNode query, Map<String, String> prefixes) {
        if (prefixes.isEmpty() || !query.isObject()) return query;
        ArrayNode context = Json.MAPPER.createArrayNode();
        ObjectNode announced = context.addObject();
        prefixes.forEach(announced::put);
        JsonNode own = query.path(CONTEXT);
        if (own.isArray()) own.forEach(context::add);
        else if (!own.isMissingNode()) context.add(own);
        ObjectNode whole = Json.MAPPER.createObjectNode();
        whole.set(CONTEXT, context);
        query.properties().forEach(member -> whole.putIfAbsent(member.getKey(), member.getValue()));
        return whole;
    }

    private static ProblemException notJson(String detail) {
        return new ProblemException(400, VALIDATION, "The query is not valid", detail, Map.of());
    }
}
