package io.lotledger.projections.query.condition;

/** How a parameter compares: the prefix of its name. */
public enum Comparison {
    EQ,
    GT,
    GE,
    LT,
    LE;

    /** @param order the sign of the event's value compared with the value asked for */
    boolean accepts(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
        };
    }
}
