package io.lotledger.api.paging;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.UrlLimit;
import io.lotledger.projections.query.QueryFault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The page that a client asks for on GS1's paths, with {@code perPage} and {@code nextPageToken} (EPCIS 2.0 §12).
 *
 * @param size how many items the page holds at most; a larger {@code perPage} is lowered to {@value #MOST_ITEMS}, as EPCIS allows
 * @param token empty for the first page
 */
public record Gs1PageRequest(int size, Optional<String> token) {
    public static final int MOST_ITEMS = 1_000;

    private static final String PER_PAGE = "perPage";
    private static final String NEXT_PAGE_TOKEN = "nextPageToken";
    private static final String EXPIRES = "GS1-Next-Page-Token-Expires";

    /** @throws ProblemException 400 when a parameter is malformed or given twice */
    public static Gs1PageRequest of(HttpServletRequest request) {
        List<QueryFault> faults = faults(request);
        if (!faults.isEmpty()) throw refused(faults);
        String size = request.getParameter(PER_PAGE);
        int items = size == null
                ? PageRequest.STANDARD_SIZE
                : new BigInteger(size).min(BigInteger.valueOf(MOST_ITEMS)).intValue();
        return new Gs1PageRequest(items, Optional.ofNullable(request.getParameter(NEXT_PAGE_TOKEN)));
    }

    /** What is wrong with the two parameters, for a query that lists it with its own faults. */
    public static List<QueryFault> faults(HttpServletRequest request) {
        List<QueryFault> faults = new ArrayList<>();
        for (String name : List.of(PER_PAGE, NEXT_PAGE_TOKEN)) {
            String @Nullable [] values = request.getParameterValues(name);
            if (values == null) continue;
            if (values.length > 1) {
                String message = name + " is given " + values.length + " times; give it once";
                faults.add(new QueryFault(name, message, List.of()));
            } else if (name.equals(PER_PAGE) && !values[0].matches("0*[1-9]\\d*")) {
                String message = PER_PAGE + " must be a whole number from 1, not '" + values[0]
                        + "'; a page holds at most " + MOST_ITEMS;
                faults.add(new QueryFault(PER_PAGE, message, List.of("1 to " + MOST_ITEMS)));
            }
        }
        return faults;
    }

    /**
     * Announces the next page: its URL with all filters of this request, and when its token expires.
     *
     * @throws ProblemException 414 when that URL is longer than the server reads
     */
    public static void announceNext(
            SignedPageTokens.Issued next, HttpServletRequest request, HttpServletResponse response) {
        StringJoiner query = new StringJoiner("&");
        request.getParameterMap().forEach((name, values) -> {
            if (name.equals(NEXT_PAGE_TOKEN)) return;
            for (String value : values) query.add(encoded(name) + "=" + encoded(value));
        });
        query.add(NEXT_PAGE_TOKEN + "=" + next.token());
        int length = request.getRequestURI().length() + query.length();
        if (length > UrlLimit.MOST_CHARACTERS) throw UrlLimit.exceeded("The URL of the next page", length);
        String path = ServletUriComponentsBuilder.fromContextPath(request).toUriString()
                + request.getRequestURI().substring(request.getContextPath().length());
        response.addHeader("Link", "<" + path + "?" + query + ">; rel=\"next\"");
        response.setHeader(EXPIRES, next.expires().toString());
    }

    private static ProblemException refused(List<QueryFault> faults) {
        QueryFault first = faults.get(0);
        String detail = faults.stream().map(QueryFault::message).collect(Collectors.joining(". "));
        return refused(first.parameter(), detail, first.allowed());
    }

    static ProblemException refused(String parameter, String detail, List<String> allowed) {
        return new ProblemException(
                400,
                "epcisException:QueryParameterException",
                "Bad query parameter",
                detail,
                Map.of("parameter", parameter, "allowed", allowed));
    }

    /**
     * Leaves what a query may hold as it is, so that the link is hardly longer than the request. Commas and semicolons, which separate
     * links and their parameters in the header, are encoded.
     */
    private static String encoded(String text) {
        return UriUtils.encodeQueryParam(text, StandardCharsets.UTF_8)
                .replace("+", "%2B")
                .replace(",", "%2C")
                .replace(";", "%3B");
    }
}
