package io.lotledger.projections.query;

import io.lotledger.projections.query.condition.Condition;

/** Reads the condition of one parameter. */
interface ParameterReader {
    /** @throws BadValueException with the values that would be right */
    Condition read(Asked asked);
}
