package io.lotledger.projections.cte.model;

/**
 * What an event is for one lot, and why, for people to read.
 *
 * @param kind {@link CteKind#NONE} when it is no CTE
 * @param understood false where it fits no pattern, so that it is not known what it is
 */
public record CteClassification(CteKind kind, String reason, boolean understood) {

    public CteClassification(CteKind kind, String reason) {
        this(kind, reason, true);
    }

    /** No CTE, and what it is for the lot cannot be told. */
    public static CteClassification notUnderstood(String reason) {
        return new CteClassification(CteKind.NONE, reason, false);
    }

    public static CteClassification none(String reason) {
        return new CteClassification(CteKind.NONE, reason);
    }

    /** The same, with one more thing to know of how it came to be. */
    public CteClassification because(String more) {
        return new CteClassification(kind, reason + "; " + more, understood);
    }

    /** Whether it is a reading of ours where the pattern leaves room. */
    public boolean isAmbiguous() {
        return reason.contains("ambiguous: ");
    }

    public boolean is(CteKind other) {
        return kind == other;
    }
}
