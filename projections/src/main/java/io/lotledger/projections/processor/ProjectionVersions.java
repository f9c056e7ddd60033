package io.lotledger.projections.processor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Versions of the code, as stored beside the tables. A projection's version includes those of the projections it reads:
 * when one of them is raised, tables derived from its tables are out of date too.
 */
public final class ProjectionVersions {
    private final Map<String, Projection> projections;

    public ProjectionVersions(List<Projection> projections) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
    }

    /** The version of a projection; 0 if it is unknown here. */
    public int of(String projection) {
        Projection known = projections.get(projection);
        return known == null
                ? 0
                : known.version() + known.reads().stream().mapToInt(this::of).sum();
    }
}
