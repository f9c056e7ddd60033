package io.lotledger.projections.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds lots, products, places and documents by a part of a code, name or number. A search reads one range of the key. */
public final class SearchIndex {
    /** U+10FFFF, which no term holds: every term with a prefix sorts before the prefix and this. */
    private static final String END = new String(Character.toChars(Character.MAX_CODE_POINT));

    private static final String MATCHES = """
              from search_term t
             where organisation = :organisation and kind = cast(:kind as smallint) and term < :to
               and position(:first in name) = start_at + 1 -- a name that holds the text twice is found once
               and (select bool_and(position(w in t.name) > 0) from unnest(:words) as w)
            """;

    static final String PAGE = "select target, term, start_at\n" + MATCHES + """
               -- the only lower bound: beside `term >= …` PostgreSQL may begin the scan at either
               and (term, start_at, target) > (:afterTerm, cast(:afterStart as smallint), :afterTarget)
             order by term, start_at, target
             limit :limit
            """;

    /** In order, so that PostgreSQL stops at the last one counted: else it may collect the whole range of the index first. */
    static final String COUNT = "select count(*) from (select 1\n" + MATCHES
            + " and term >= :from order by term, start_at, target limit :limit) m";

    private final JdbcClient jdbc;

    public SearchIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param target id of the lot, GTIN, GLN or URI of the place, URI of the document
     * @param cursor its place in the order of the search
     */
    public record Hit(String target, String cursor, boolean isWhole) {}

    /**
     * In the order of the matching terms, so that an exact match comes first.
     *
     * @param after a cursor; empty for the beginning
     */
    public List<Hit> search(UUID organisation, SearchKind kind, String text, String after, int limit) {
        Query query = Query.of(kind, text);
        if (query.first().isEmpty()) return List.of();
        String[] place = after.isEmpty() ? new String[] {query.from(), "-1", ""} : after.split("\u001f", 3);
        if (place.length < 3 || !place[1].matches("-1|\\d{1,4}"))
            throw new IllegalArgumentException("no place in a search: " + after);
        return statement(PAGE, organisation, kind, query)
                .param("afterTerm", place[0])
                .param("afterStart", place[1])
                .param("afterTarget", place[2])
                .param("limit", limit)
                .query((row, n) -> {
                    String term = row.getString("term");
                    int start = row.getInt("start_at");
                    String target = row.getString("target");
                    return new Hit(
                            target,
                            term + "\u001f" + start + "\u001f" + target,
                            start == 0 && term.equals(query.from()));
                })
                .list();
    }

    /** How many there are, counted up to {@code most}. */
    public int count(UUID organisation, SearchKind kind, String text, int most) {
        Query query = Query.of(kind, text);
        if (query.first().isEmpty()) return 0;
        return statement(COUNT, organisation, kind, query)
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    /** The names closest to a text that nothing matches: those with the longest beginning in common, at most three. */
    public List<Hit> closest(UUID organisation, SearchKind kind, String text) {
        String code = SearchTerms.code(text);
        int shortest = Math.max(2, code.length() / 2);
        for (int length = Math.min(code.length() - 1, 24); length >= shortest; length--) {
            if (Character.isHighSurrogate(code.charAt(length - 1))) continue;
            List<Hit> close = search(organisation, kind, code.substring(0, length), "", 3);
            if (!close.isEmpty()) return close;
        }
        return List.of();
    }

    private JdbcClient.StatementSpec statement(String sql, UUID organisation, SearchKind kind, Query query) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("kind", kind.code)
                .param("from", query.from())
                .param("to", query.from() + END)
                .param("first", query.first())
                .param("words", query.words().toArray(String[]::new));
    }

    /**
     * @param from the beginning of the terms
     * @param first what the name must hold where the term begins
     * @param words what else the name must hold
     */
    private record Query(String from, String first, List<String> words) {
        static Query of(SearchKind kind, String text) {
            if (kind == SearchKind.LOT) {
                String code = SearchTerms.code(text);
                return new Query(SearchTerms.range(code), code, List.of(code));
            }
            String words = SearchTerms.words(text);
            if (words.isEmpty()) return new Query("", "", List.of());
            // a number is sought as it is written, words of a name in any order
            if (kind == SearchKind.DOCUMENT)
                return new Query(SearchTerms.range(words.substring(1)), words, List.of(words));
            List<String> each = new ArrayList<>();
            Arrays.stream(words.substring(1).split(" ")).distinct().forEach(word -> each.add(" " + word));
            String longest =
                    each.stream().max(Comparator.comparingInt(String::length)).orElse(words);
            return new Query(SearchTerms.range(longest.substring(1)), longest, each);
        }
    }
}
