package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Extensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instance/lot master data by local name at any depth: catch areas may be nested in lists of vessels. */
public final class Ilmd {
    private Ilmd() {}

    public static List<String> texts(Extensions ilmd, String localName) {
        List<String> found = new ArrayList<>(ilmd.textsByLocalName(localName));
        ilmd.values().values().forEach(value -> collect(value, localName, found));
        return found.stream().filter(text -> !text.isBlank()).toList();
    }

    public static Optional<String> first(Extensions ilmd, String... localNames) {
        for (String name : localNames) {
            List<String> found = texts(ilmd, name);
            if (!found.isEmpty()) return Optional.of(found.get(0));
        }
        return Optional.empty();
    }

    private static void collect(Object value, String localName, List<String> found) {
        if (value instanceof Extensions nested) found.addAll(texts(nested, localName));
        if (value instanceof List<?> many)
            many.forEach(one -> {
                if (one != null) collect(one, localName, found);
            });
    }
}
