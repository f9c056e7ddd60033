package io.lotledger.projections.query.search;

import java.time.Duration;

/** A query that reads more events than it may in one request. */
public final class SearchTooLongException extends RuntimeException {
    SearchTooLongException(Duration longest, long read) {
        super(
                "The query has read " + read + " events in " + longest.toSeconds()
                        + " seconds without filling the page. Narrow it: by eventTime, or by a parameter that an index answers, such as MATCH_epc or EQ_bizStep");
    }
}
