package io.lotledger.api.problem;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import io.lotledger.ingest.eventlog.outage.SlowCommitException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that is refused or fails, answered as RFC 9457 problem details. Any controller may throw it. */
public final class ProblemException extends RuntimeException {
    /** The value of the {@code Retry-After} header. */
    public static final String RETRY_AFTER_SECONDS = "5";

    private final int status;
    private final String type;
    private final String title;
    private final Map<String, Object> members;

    /**
     * @param type an exception of EPCIS 2.0 §12 such as {@code epcisException:ValidationException}, where it names one
     * @param detail what is wrong and what would be right, in plain words
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

    /** 404: no call has this method and path. */
    public static ProblemException nothingAt(String method, String path) {
        return notFound("There is nothing at " + method + " " + path
                + ". The API begins at /epcis/api/2.0, and /epcis/api/2.0/openapi.json describes its calls.");
    }

    /**
     * 503: the database or the server of the event log is unavailable. The answer needs a {@code Retry-After} of {@link
     * #RETRY_AFTER_SECONDS}. If the connection broke at the commit, the request may have been stored.
     */
    public static ProblemException unavailable() {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The database is unavailable",
                "The database or the server of the event log does not answer, or has no space left. Send the request again in "
                        + RETRY_AFTER_SECONDS + " seconds; an event that is stored already is not stored twice.",
                Map.of());
    }

    /** 503: other documents take the memory that large events need. Nothing of the request was stored. */
    public static ProblemException memoryBusy() {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The server is reading too many large documents",
                "The memory for large events and files is in use by other requests. Nothing of this document was stored. Send it again in "
                        + RETRY_AFTER_SECONDS + " seconds.",
                Map.of());
    }

    /** 503: the server's disk takes no more. Nothing of the request was stored. */
    public static ProblemException noRoom() {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The server has no room for the document",
                "The server cannot write the document to its disk while it reads it. Nothing of it was stored. Send it again later.",
                Map.of());
    }

    /** 503: less than the reserve of the server's disk is free. Nothing of the request was stored. */
    public static ProblemException diskShort(DiskShortException e) {
        DiskReserve.Volume volume = e.volume();
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The server's disk is short",
                "The volume of the server's data directory has " + volume.freeInWords()
                        + " free, less than the reserve of "
                        + volume.reserveInWords()
                        + ". Nothing of this request was stored; reads go on. Send it again later, unchanged: it is taken"
                        + " once the operator has made room there. GET /actuator/health shows the operator the path.",
                Map.of("free_bytes", volume.free(), "reserve_bytes", volume.reserve()));
    }

    /** 503: the database has not committed the document in time. It may do so yet. */
    public static ProblemException slowCommit(SlowCommitException e) {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The database takes too long to store the document",
                "The database has not committed within " + e.waited().toSeconds() + " seconds. "
                        + (e.isStoredPerhaps()
                                ? "It may have stored the document, or store it yet."
                                : "Nothing of this document was stored.")
                        + " Send it again, unchanged, in " + RETRY_AFTER_SECONDS
                        + " seconds; an event that is stored already is not stored twice.",
                Map.of());
    }

    /**
     * 503: a table is being filled from the log, and an answer from it would miss events.
     *
     * @param whyNotWritten why this node does not fill it; empty when it does
     */
    public static ProblemException filling(String table, long position, long head, Optional<String> whyNotWritten) {
        return new ProblemException(
                503,
                Problems.typeOf(503),
                "The " + table + (whyNotWritten.isEmpty() ? " is being filled" : " is of a later version"),
                "The " + table + " has read the log up to position " + position + " of " + head
                        + ". Nothing is lost; "
                        + whyNotWritten
                                .map(why -> why + ". Until then only a node of the later version goes on with it")
                                .orElse("send the request again when it has caught up"),
                Map.of("position", position, "log_position", head));
    }

    /** 500: the answer needs an entry of the log whose payload cannot be read; {@code log_position} names it. */
    public static ProblemException damaged(DamagedEntryException e) {
        return new ProblemException(
                500,
                Problems.typeOf(500),
                "An entry of the log is damaged",
                String.valueOf(e.getMessage()),
                Map.of("log_position", e.position()));
    }

    /** 422: the parameter's value is not allowed. */
    public static ProblemException unprocessable(String parameter, String detail, List<String> allowed) {
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "Unprocessable parameter",
                detail,
                Map.of("parameter", parameter, "allowed", allowed));
    }

    /** 422: the parameter's word is not one of the allowed words. */
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

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    public Map<String, Object> members() {
        return members;
    }
}
