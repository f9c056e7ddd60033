package io.lotledger.api.dashboard.find;

import io.lotledger.api.find.FindResult;
import io.lotledger.api.find.Found;
import io.lotledger.api.find.FoundKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a search found, as pages show it.
 *
 * @param older the next page; null on the last one
 */
record FoundView(
        String understoodAs,
        List<Group> groups,
        List<Row> close,
        List<String> notes,
        int count,
        @Nullable String older) {
    private static final Map<FoundKind, String> ICONS = new EnumMap<>(Map.of(
            FoundKind.LOT, "lot",
            FoundKind.UNIT, "fit",
            FoundKind.PRODUCT, "product",
            FoundKind.PLACE, "pin",
            FoundKind.DOCUMENT, "list",
            FoundKind.EVENT, "clock",
            FoundKind.EXPORT_JOB, "out"));

    /** It may begin a sentence with a capital letter; the URI of a place, or of an event, may not. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]+(?=[ ,]|$)");

    /**
     * Results of one kind.
     *
     * @param all such as {@code All 312}; null when all are here
     */
    record Group(
            String id,
            String title,
            String icon,
            List<Row> rows,
            @Nullable String all,
            @Nullable String allUrl) {}

    /** @param number counts from 1 over all groups */
    record Row(int number, String title, String detail, String url, String icon) {}

    public boolean isEmpty() {
        return count == 0;
    }

    /** {@code 3 results}, for the line that screen readers hear. */
    public String said() {
        if (count == 0) return close.isEmpty() ? "Nothing found" : "Nothing found, " + close.size() + " close";
        boolean hasMore = older != null || groups.stream().anyMatch(group -> group.all() != null);
        return (hasMore ? "More than " : "") + count + (count == 1 ? " result" : " results");
    }

    static FoundView of(String text, FindResult result, @Nullable FoundKind only) {
        Map<FoundKind, List<Row>> rows = new LinkedHashMap<>();
        int number = 0;
        for (Found found : result.results())
            rows.computeIfAbsent(found.kind(), kind -> new ArrayList<>()).add(row(++number, found));
        List<Group> groups = new ArrayList<>();
        rows.forEach((kind, of) -> groups.add(group(text, kind, of, result)));
        List<Row> close = new ArrayList<>();
        for (Found found : result.close()) close.add(row(++number, found));
        String older = result.next() == null || only == null ? null : url(text, only, result.next());
        return new FoundView(
                result.understoodAs(),
                groups,
                close,
                result.notes(),
                result.results().size(),
                older);
    }

    private static Group group(String text, FoundKind kind, List<Row> rows, FindResult result) {
        String title = kind.plural().substring(0, 1).toUpperCase(Locale.ROOT)
                + kind.plural().substring(1);
        String all = result.more().stream()
                .filter(more -> more.kind() == kind)
                .map(more -> String.format(Locale.US, more.isAll() ? "All %,d" : "More than %,d", more.total()))
                .findFirst()
                .orElse(null);
        return new Group(kind.word(), title, icon(kind), rows, all, all == null ? null : url(text, kind, null));
    }

    private static Row row(int number, Found found) {
        return new Row(number, found.title(), sentence(found.detail()), url(found), icon(found.kind()));
    }

    private static String sentence(String detail) {
        return PLAIN_WORD.matcher(detail).lookingAt()
                ? detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1)
                : detail;
    }

    private static String icon(FoundKind kind) {
        return ICONS.getOrDefault(kind, "find");
    }

    /** The page of what was found, or of what it leads to. */
    static String url(Found found) {
        return switch (found.kind()) {
            case LOT -> page("lots", found.id());
            case EXPORT_JOB -> page("exports", found.id());
            case PRODUCT -> page("products", found.id());
            case EVENT -> page("events", found.id());
            case PLACE -> found.id().matches("\\d{13}") ? page("places", found.id()) : url(found.id(), null, null);
            case UNIT, DOCUMENT -> url(found.id(), null, null);
        };
    }

    private static String page(String of, String id) {
        return UriComponentsBuilder.fromPath("/compliance/" + of)
                .pathSegment("{id}")
                .encode()
                .buildAndExpand(id)
                .toUriString();
    }

    private static String url(String text, @Nullable FoundKind only, @Nullable String after) {
        UriComponentsBuilder url =
                UriComponentsBuilder.fromPath("/compliance/find").queryParam("q", "{q}");
        List<String> values = new ArrayList<>(List.of(text));
        if (only != null) {
            url.queryParam("only", "{only}");
            values.add(only.word());
        }
        if (after != null) {
            url.queryParam("after", "{after}");
            values.add(after);
        }
        return url.encode().buildAndExpand(values.toArray()).toUriString();
    }
}
