package io.lotledger.api.dashboard.lot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands above every tab of a lot, for {@code compliance/lot/head :: head(view, tab)}.
 *
 * @param title the product, or what is known instead
 * @param code the lot number, or the whole code of a lot without a GS1 key
 * @param source who assigned the code; null if no event made the lot
 * @param base path of the page, without a query
 * @param query {@code ?as_of=…} of the reader, otherwise empty
 * @param isNow false where the reader asked for what was known at a time or a log position
 * @param recordTime of the last event up to the log position; null if there is none
 * @param knownOn the time that the reader asked for, otherwise the record time
 * @param nothingStands says so of a lot whose events were all declared errors; null otherwise
 * @param known null while it is not worked out: the trace is large
 */
public record LotHead(
        String lotId,
        String title,
        String tlc,
        String code,
        @Nullable Source source,
        String base,
        String query,
        boolean isNow,
        long logPosition,
        @Nullable Instant recordTime,
        @Nullable Instant knownOn,
        @Nullable String nothingStands,
        boolean mayExport,
        List<Tab> tabs,
        Figure cameOf,
        Figure wentInto,
        @Nullable Known known) {
    public LotHead {
        tabs = List.copyOf(tabs);
    }

    /** @param tel the phone as a link; null without one */
    public record Source(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String tel,
            @Nullable String gln,
            String location) {}

    /**
     * @param id the second argument of the fragment.
     * @param count null where there is nothing to count
     */
    public record Tab(String id, String label, @Nullable Long count, String url) {}

    public record Figure(String value, String sub) {}

    /**
     * @param missing number of elements that the rule requires and nobody has, each once for an event
     * @param asked number of elements that the rule requires, once for each row of the spreadsheet
     * @param places number of places to call
     * @param withoutPhone number of places without a phone
     */
    public record Known(double score, long missing, long asked, Figure toCall, long places, long withoutPhone) {}

    /**
     * The URL of a tab, as of the same log position.
     *
     * @param path such as {@code /timeline}
     */
    public String url(String path) {
        return base + path + query;
    }
}
