package io.lotledger.ingest.epcis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class Epcs {
    private Epcs() {}

    static List<String> parentFirst(@Nullable String parentID, List<String> others) {
        if (parentID == null) return others;
        List<String> all = new ArrayList<>(others.size() + 1);
        all.add(parentID);
        all.addAll(others);
        return all;
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
