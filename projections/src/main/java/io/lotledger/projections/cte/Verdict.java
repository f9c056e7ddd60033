package io.lotledger.projections.cte;

/**
 * What an event is for one lot, and why, for people to read.
 *
 * @param kind {@link CteKind#NONE} when it is no CTE
 */
record Verdict(CteKind kind, String reason) {

    static Verdict none(String reason) {
        return new Verdict(CteKind.NONE, reason);
    }

    boolean is(CteKind other) {
        return kind == other;
    }
}
