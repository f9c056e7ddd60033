package io.lotledger.api.find;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The results of one kind, page by page.
 *
 * @param page items after a cursor, which is empty for the beginning, up to a limit
 * @param count how many there are, counted up to a limit
 */
record FindSection(FoundKind kind, BiFunction<String, Integer, List<Item>> page, IntUnaryOperator count) {
    /**
     * @param found empty while another table has not come so far: it counts for the page and is not shown
     * @param cursor the item's place in its section
     */
    record Item(Optional<Found> found, String cursor) {}

    List<Item> after(String cursor, int limit) {
        return page.apply(cursor, limit);
    }

    int count(int most) {
        return count.applyAsInt(most);
    }

    /** A section of few items, known at once. */
    static FindSection of(FoundKind kind, List<Found> few) {
        return ofMany(kind, few, page -> page.stream().map(Optional::of).toList());
    }

    /** A section of items that are known at once, of which only those of a page are described, one for one. */
    static <T> FindSection ofMany(FoundKind kind, List<T> many, Function<List<T>, List<Optional<Found>>> describe) {
        return new FindSection(
                kind,
                (after, limit) -> {
                    int from = after.isEmpty() ? 0 : Math.min(Integer.parseInt(after), many.size());
                    if (from < 0) throw new IllegalArgumentException(after);
                    List<T> page = many.subList(from, Math.min(many.size(), from + limit));
                    List<Optional<Found>> described = describe.apply(page);
                    return IntStream.range(0, described.size())
                            .mapToObj(i -> new Item(described.get(i), Integer.toString(from + i + 1)))
                            .toList();
                },
                most -> Math.min(most, many.size()));
    }
}
