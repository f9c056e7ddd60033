package io.lotledger.projections.query;

import java.util.List;

/**
 * A fault of one parameter.
 *
 * @param parameter its name, as sent
 * @param message what is wrong and what would be right
 * @param allowed values or names that would be right; empty if they cannot be listed
 */
public record QueryFault(String parameter, String message, List<String> allowed) {
    public QueryFault {
        allowed = List.copyOf(allowed);
    }
}
