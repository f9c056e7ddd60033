package io.lotledger.api.events;

import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.QueryFault;
import io.lotledger.projections.query.QueryRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the SimpleEventQuery of a URL: its parameters, and the prefixes of {@code GS1-Extensions}. */
public final class EventQueryRequest {
    public static final String EXTENSIONS = "GS1-Extensions";

    /** The beginning of a URI or IRI: a scheme, and no character that a URI may not have. */
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\p{Cntrl}<>\"\\\\^`{|}]*");

    private static final List<String> PAGING = List.of("perPage", "nextPageToken");

    private EventQueryRequest() {}

    /**
     * @param added parameters that the path stands for, such as {@code EQ_bizStep}
     * @throws ProblemException 400 with every fault, those of paging too; paging alone is checked by {@link Gs1PageRequest}
     */
    public static EventQuery of(HttpServletRequest request, Map<String, String> added) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!PAGING.contains(name)) parameters.put(name, Arrays.asList(values));
        });
        try {
            Map<String, String> prefixes = prefixes(request);
            EventQuery query = EventQuery.ofParameters(parameters, prefixes);
            return added.isEmpty() ? query : query.and(EventQuery.ofPath(added, prefixes));
        } catch (QueryRefusedException e) {
            List<QueryFault> faults = new ArrayList<>(e.faults());
            faults.addAll(Gs1PageRequest.faults(request));
            throw refused(new QueryRefusedException(faults), "epcisException:QueryParameterException", 400);
        }
    }

    /** What makes two requests one query: a page token of one is of no use to another. */
    public static String identity(HttpServletRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!PAGING.contains(name)) parameters.put(name, String.join("|", values));
        });
        return request.getRequestURI() + parameters + new TreeMap<>(prefixes(request));
    }

    public static ProblemException refused(QueryRefusedException e, String type, int status) {
        return refused(e, type, status, String.valueOf(e.getMessage()));
    }

    public static ProblemException refused(QueryRefusedException e, String type, int status, String detail) {
        return new ProblemException(
                status,
                type,
                "The query is not valid",
                detail,
                Map.of(
                        "parameter", e.faults().get(0).parameter(),
                        "allowed", e.faults().get(0).allowed(),
                        "errors",
                                e.faults().stream()
                                        .map(fault -> Map.of(
                                                "parameter", fault.parameter(),
                                                "message", fault.message(),
                                                "allowed", fault.allowed()))
                                        .toList()));
    }

    /** Tomcat reads headers as Latin-1; clients send namespaces beyond ASCII in UTF-8. */
    private static String inUtf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** {@code GS1-Extensions: ex=https://example.com/ns/,other=urn:other:}, also several headers. */
    public static Map<String, String> prefixes(HttpServletRequest request) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        List<String> headers = request.getHeaders(EXTENSIONS) == null
                ? List.of()
                : new ArrayList<>(Collections.list(request.getHeaders(EXTENSIONS)));
        for (String header : headers) {
            for (String pair : header.split(",")) {
                if (pair.isBlank()) continue;
                int equals = pair.indexOf('=');
                String prefix = equals < 0 ? "" : pair.substring(0, equals).strip();
                String namespace =
                        equals < 0 ? "" : inUtf8(pair.substring(equals + 1).strip());
                if (!prefix.matches("[A-Za-z_][A-Za-z0-9_.-]*")
                        || !NAMESPACE.matcher(namespace).matches()) {
                    throw new ProblemException(
                            400,
                            "epcisException:QueryParameterException",
                            "Malformed header",
                            EXTENSIONS
                                    + " must be prefix=namespace pairs separated by commas, such as ex=https://example.com/ns/, not '"
                                    + pair.strip() + "'",
                            Map.of("header", EXTENSIONS));
                }
                @Nullable String other = prefixes.put(prefix, namespace);
                if (other != null && !other.equals(namespace)) {
                    throw new ProblemException(
                            400,
                            "epcisException:QueryParameterException",
                            "Malformed header",
                            EXTENSIONS + " gives the prefix '" + prefix + "' two namespaces",
                            Map.of("header", EXTENSIONS));
                }
            }
        }
        return prefixes;
    }
}
