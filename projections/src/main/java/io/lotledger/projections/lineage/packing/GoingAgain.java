package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What events of an instant put in although it went out later that day. It goes out after all that is put in then. */
final class GoingAgain {
    private final Map<List<Object>, Runnable> pending = new LinkedHashMap<>();

    private Instant time = Instant.MIN;

    /** The facts of an instant follow, but what puts in. */
    void turnTo(PackingFacts.Fact next) {
        if (!pending.isEmpty() && !(next.time().equals(time) && next.packing().putsIn())) go();
        time = next.time();
    }

    /**
     * @param key what goes with what, which goes but once
     * @param children found when they go
     */
    void add(List<Object> key, UnitHistory unit, Step taking, Supplier<List<Child>> children) {
        Instant now = time;
        pending.putIfAbsent(key, () -> unit.add(taking.again(now, children.get())));
    }

    void go() {
        pending.values().forEach(Runnable::run);
        pending.clear();
    }
}
