package io.lotledger.api.find;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a result of a search is. */
public enum FoundKind {
    LOT("lots"),
    UNIT("logistic units"),
    PRODUCT("products"),
    PLACE("places"),
    DOCUMENT("documents"),
    EVENT("events"),
    EXPORT_JOB("export jobs");

    private final String plural;

    FoundKind(String plural) {
        this.plural = plural;
    }

    /** The word of the HTTP contract: {@code export_job}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code export jobs}. */
    public String plural() {
        return plural;
    }

    public static Optional<FoundKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Stream.of(values()).map(FoundKind::word).toList();
    }
}
