package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.model.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Findings before and after a change, each once. */
record Difference(List<Finding> before, List<Finding> after) {
    Difference {
        before = before.stream().distinct().toList();
        after = after.stream().distinct().toList();
    }

    static Difference between(Collection<Finding> before, Collection<Finding> after) {
        return new Difference(List.copyOf(before), List.copyOf(after));
    }

    List<Finding> added() {
        return without(after, before);
    }

    List<Finding> resolved() {
        return without(before, after);
    }

    private static List<Finding> without(List<Finding> findings, List<Finding> others) {
        Set<Finding> excluded = Set.copyOf(others);
        return findings.stream().filter(finding -> !excluded.contains(finding)).toList();
    }
}
