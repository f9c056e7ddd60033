package io.lotledger.projections.cte.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Kinds of findings about a lot. The value in the HTTP contract is the name in lower case. */
public enum FindingKind {
    REWORK_SAME_TLC(Severity.WARNING, "Reworked under the same lot code"),
    CYCLE(Severity.ERROR, "Lots made from each other"),
    SHORT_RECEIPT(Severity.WARNING, "Less received than shipped"),
    OVER_RECEIPT(Severity.WARNING, "More received than shipped"),
    UNMATCHED_SHIP(Severity.INFO, "Shipped, no receipt known"),
    UNMATCHED_RECEIVE(Severity.WARNING, "Received, no shipment known"),
    UNMATCHED_COOLING(Severity.WARNING, "Cooling and packing not joined"),
    TLC_FIRST_SEEN_AT_SHIP(Severity.ERROR, "Lot code first seen at shipping"),
    TLC_FIRST_SEEN_AT_RECEIVE(Severity.WARNING, "Lot code first seen at receiving"),
    OVER_CONSUMPTION(Severity.ERROR, "More used or shipped than available"),
    YIELD_OUT_OF_BAND(Severity.WARNING, "Unusual yield"),
    SERIAL_WITHOUT_LOT(Severity.WARNING, "Serial or unit without a lot"),
    MISSING_TLC_SOURCE(Severity.ERROR, "Lot code source missing"),
    MISSING_QUANTITY(Severity.ERROR, "Quantity missing"),
    USE_BEFORE_CREATION(Severity.WARNING, "Moved or used before it was made"),
    REUSED_TLC(Severity.ERROR, "Lot code assigned twice"),
    SPLIT_LOT(Severity.WARNING, "One lot recorded as two"),
    UNKNOWN_LOCATION(Severity.WARNING, "Location not described"),
    UNKNOWN_PRODUCT(Severity.WARNING, "Product not described"),
    AMBIGUOUS_CTE(Severity.INFO, "Event with more than one interpretation"),
    UNCLASSIFIED_EVENT(Severity.INFO, "Unclassified event"),
    DECLARATION_WITHOUT_EVENT(Severity.INFO, "Error declaration without its event"),
    DECLARATION_DIFFERS(Severity.WARNING, "Error declaration that differs from its event"),
    MISSING_CORRECTION(Severity.WARNING, "Announced correction missing");

    private final Severity severity;
    private final String title;

    FindingKind(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /**
     * {@code ERROR}: the record that FDA requires is wrong or incomplete, or amounts are impossible; {@code WARNING}:
     * probably a mistake; {@code INFO}: worth knowing, and often resolved by later events.
     */
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

    /** A readable title: {@code Less received than shipped}. */
    public String title() {
        return title;
    }

    public static Optional<FindingKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
