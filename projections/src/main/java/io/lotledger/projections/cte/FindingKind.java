package io.lotledger.projections.cte;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong, missing or doubtful about a lot. Its word in the HTTP contract is the name in lower case. */
public enum FindingKind {
    REWORK_SAME_TLC(Severity.WARNING),
    CYCLE(Severity.ERROR),
    SHORT_RECEIPT(Severity.WARNING),
    OVER_RECEIPT(Severity.WARNING),
    UNMATCHED_SHIP(Severity.INFO),
    UNMATCHED_RECEIVE(Severity.WARNING),
    TLC_FIRST_SEEN_AT_SHIP(Severity.ERROR),
    TLC_FIRST_SEEN_AT_RECEIVE(Severity.WARNING),
    OVER_CONSUMPTION(Severity.ERROR),
    YIELD_OUT_OF_BAND(Severity.WARNING),
    SERIAL_WITHOUT_LOT(Severity.WARNING),
    MISSING_TLC_SOURCE(Severity.ERROR),
    MISSING_QUANTITY(Severity.ERROR),
    USE_BEFORE_CREATION(Severity.WARNING),
    REUSED_TLC(Severity.ERROR),
    UNKNOWN_LOCATION(Severity.WARNING),
    UNKNOWN_PRODUCT(Severity.WARNING),
    AMBIGUOUS_CTE(Severity.INFO),
    UNCLASSIFIED_EVENT(Severity.INFO),
    DECLARATION_WITHOUT_EVENT(Severity.INFO);

    private final Severity severity;

    FindingKind(Severity severity) {
        this.severity = severity;
    }

    /** {@code ERROR}: the record FDA asks for is wrong or incomplete, or amounts are impossible; {@code WARNING}: likely a mistake; {@code INFO}: worth knowing, and often just a matter of time. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Severity severity() {
        return severity;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FindingKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
