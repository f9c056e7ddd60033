package io.lotledger.projections.processor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The versions of the code, as they are kept beside the tables. A projection's version counts those of the projections it reads:
 * when one of them is raised, the tables drawn from its tables are out of date as well.
 */
public final class ProjectionVersions {
    private final Map<String, Projection> projections;

    public ProjectionVersions(List<Projection> projections) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
    }

    /** Projections that are not known here count nothing. */
    public int of(String projection) {
        Projection known = projections.get(projection);
        return known == null
                ? 0
                : known.version() + known.reads().stream().mapToInt(this::of).sum();
    }
}
