package io.lotledger.intake.fda.book;

import java.util.Comparator;
import java.util.List;

/**
 * Of two descriptions that rows give of one thing, the one that counts: the fuller, and of two as long the last by its
 * text. Unlike the last in the file, it does not depend on the order of the rows.
 */
final class Fuller {
    private static final Comparator<String> BY_LENGTH =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
    private static final Comparator<List<String>> BY_PARTS =
            Comparator.comparingLong(Fuller::known).thenComparing(parts -> String.join("\u001f", parts), BY_LENGTH);

    private Fuller() {}

    static String of(String one, String other) {
        return BY_LENGTH.compare(one, other) >= 0 ? one : other;
    }

    /** Whole lists: a street of one row with the city of another would be an address that no row has. */
    static List<String> of(List<String> one, List<String> other) {
        return BY_PARTS.compare(one, other) >= 0 ? one : other;
    }

    /** Whether both say something, and not the same. */
    static boolean contradict(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) if (contradict(one.get(i), other.get(i))) return true;
        return false;
    }

    static boolean contradict(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static long known(List<String> parts) {
        return parts.stream().filter(part -> !part.isEmpty()).count();
    }
}
