package io.lotledger.projections.cte;

/**
 * What an event is for one lot, and why, for people to read.
 *
 * @param kind {@link CteKind#NONE} when it is no CTE
 * @param understood false where it fits no pattern, so that it is not known what it is
 */
record Verdict(CteKind kind, String reason, boolean understood) {

    Verdict(CteKind kind, String reason) {
        this(kind, reason, true);
    }

    /** No CTE, and what it is for the lot cannot be told. */
    static Verdict notUnderstood(String reason) {
        return new Verdict(CteKind.NONE, reason, false);
    }

    static Verdict none(String reason) {
        return new Verdict(CteKind.NONE, reason);
    }

    /** The same, with one more thing to know of how it came to be. */
    Verdict because(String more) {
        return new Verdict(kind, reason + "; " + more, understood);
    }

    /** Whether it is a reading of ours where the pattern leaves room. */
    boolean isAmbiguous() {
        return reason.contains("ambiguous: ");
    }

    boolean is(CteKind other) {
        return kind == other;
    }
}
