package io.lotledger.api.problem;

import java.util.List;
import java.util.Map;

/** A request that cannot be served, answered as RFC 9457 problem details. Thrown by any controller. */
public final class ProblemException extends RuntimeException {
    /** As the header has it. */
    public static final String RETRY_AFTER_SECONDS = "5";

    private final int status;
    private final String type;
    private final String title;
    private final Map<String, Object> members;

    /**
     * @param type {@code epcisException:ValidationException} and its kin where EPCIS 2.0 §12 names one
     * @param detail what is wrong and what would be right, for a person
     * @param members further members of the body, such as {@code errors} or {@code allowed}
     */
    public ProblemException(int status, String type, String title, String detail, Map<String, Object> members) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
        this.members = Map.copyOf(members);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "epcisException:NoSuchResourceException", "Not found", detail, Map.of());
    }

    /**
     * 503: the database, or the server that keeps the event log, is away; goes with a {@code Retry-After} of {@link
     * #RETRY_AFTER_SECONDS}. A connection that broke at the commit leaves open whether the request was stored.
     */
    public static ProblemException unavailable() {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The database is away",
                "The database or the server of the event log does not answer. Send the request again in "
                        + RETRY_AFTER_SECONDS + " seconds: what has been stored already is not stored twice.",
                Map.of());
    }

    /** 422: the parameter's value is not one of those allowed. */
    public static ProblemException unprocessable(String parameter, String detail, List<String> allowed) {
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "Unprocessable parameter",
                detail,
                Map.of("parameter", parameter, "allowed", allowed));
    }

    /** 422: the parameter takes one of a few words, and this is another. */
    public static ProblemException notOneOf(String parameter, String word, List<String> allowed) {
        return unprocessable(parameter, mustBeOneOf(parameter, allowed) + ", not '" + word + "'", allowed);
    }

    /** Such as {@code direction must be forward, backward or both}. */
    public static String mustBeOneOf(String name, List<String> allowed) {
        int last = allowed.size() - 1;
        String words = last < 1
                ? String.join("", allowed)
                : String.join(", ", allowed.subList(0, last)) + " or " + allowed.get(last);
        return name + " must be " + words;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String title() {
        return title;
    }

    Map<String, Object> members() {
        return members;
    }
}
