package io.lotledger.projections.query;

import java.util.List;
import java.util.stream.Collectors;

/** A query with faults; it lists all of them. */
public final class QueryRefusedException extends RuntimeException {
    private final List<QueryFault> faults;

    public QueryRefusedException(List<QueryFault> faults) {
        super(faults.stream().map(QueryFault::message).collect(Collectors.joining(". ")));
        this.faults = List.copyOf(faults);
    }

    public List<QueryFault> faults() {
        return faults;
    }
}
