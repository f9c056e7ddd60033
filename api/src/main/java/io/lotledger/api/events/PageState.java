package io.lotledger.api.events;

import io.lotledger.projections.query.search.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through the pages of a query stands. Every page answers for the log position of the first, so events and master
 * data that arrive meanwhile neither shift the pages nor appear in them.
 *
 * @param upTo the log position of the first page
 * @param after the last event of the page before; {@code null} for the first page
 * @param remaining how many events {@code eventCountLimit} still allows; -1 without it
 */
record PageState(long upTo, @Nullable Cursor after, int remaining) {
    String text() {
        Cursor last = after == null ? new Cursor("", 0) : after;
        return upTo + "|" + last.position() + "|" + remaining + "|" + last.value();
    }

    /** @param text from {@link #text}; a token's signature has shown that it is */
    static PageState of(String text) {
        String[] parts = text.split("\\|", 4);
        return new PageState(
                Long.parseLong(parts[0]), new Cursor(parts[3], Long.parseLong(parts[1])), Integer.parseInt(parts[2]));
    }

    PageState next(Cursor last, int found) {
        return new PageState(upTo, last, remaining < 0 ? remaining : remaining - found);
    }
}
