package io.lotledger.api.find;

import java.util.List;
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
    /** @param cursor the item's place in its section */
    record Item(Found found, String cursor) {}

    List<Item> after(String cursor, int limit) {
        return page.apply(cursor, limit);
    }

    int count(int most) {
        return count.applyAsInt(most);
    }

    /** A section of few items, known at once. */
    static FindSection of(FoundKind kind, List<Found> few) {
        return ofMany(kind, few, page -> page);
    }

    /** A section of items that are known at once, of which only those of a page are described. */
    static <T> FindSection ofMany(FoundKind kind, List<T> many, Function<List<T>, List<Found>> describe) {
        return new FindSection(
                kind,
                (after, limit) -> {
                    int from = after.isEmpty() ? 0 : Integer.parseInt(after);
                    List<T> page = many.subList(Math.min(from, many.size()), Math.min(many.size(), from + limit));
                    List<Found> described = describe.apply(page);
                    return IntStream.range(0, described.size())
                            .mapToObj(i -> new Item(described.get(i), Integer.toString(from + i + 1)))
                            .toList();
                },
                most -> Math.min(most, many.size()));
    }
}
