package io.lotledger.projections.cte.model;

/**
 * The classification of an event for one lot, with a readable reason.
 *
 * @param kind {@link CteKind#NONE} if it is not a CTE
 * @param understood false if the event matches no known pattern, so that its meaning is unknown
 */
public record CteClassification(CteKind kind, String reason, boolean understood) {

    public CteClassification(CteKind kind, String reason) {
        this(kind, reason, true);
    }

    /** Not a CTE, because the meaning of the event is unknown. */
    public static CteClassification notUnderstood(String reason) {
        return new CteClassification(CteKind.NONE, reason, false);
    }

    public static CteClassification none(String reason) {
        return new CteClassification(CteKind.NONE, reason);
    }

    /** Appends an explanation to the reason. */
    public CteClassification because(String more) {
        return new CteClassification(kind, reason + "; " + more, understood);
    }

    /** Whether the pattern leaves room and the classification is our choice. */
    public boolean isAmbiguous() {
        return reason.contains("ambiguous: ");
    }

    public boolean is(CteKind other) {
        return kind == other;
    }
}
