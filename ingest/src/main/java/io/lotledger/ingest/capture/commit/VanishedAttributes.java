package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Warns where a description lacks attributes that the one before it has. It replaces that as a whole, so workbooks are printed
 * without them.
 */
final class VanishedAttributes {
    /** Elements that are warned of one by one. */
    private static final int MOST = 100;

    private final List<Violation> warnings = new ArrayList<>();
    private int elements;

    void compare(StagedEntry.MasterData element, Map<String, List<String>> before, Map<String, List<String>> now) {
        if (isOfRecord(element)) return;
        Set<String> vanished = named(before);
        vanished.removeAll(named(now));
        if (vanished.isEmpty() || ++elements > MOST) return;
        String message = "the description before this one has " + String.join(", ", vanished)
                + " too. A description replaces the one before as a whole; to keep them, send it with all its attributes";
        warnings.add(new Violation(element.path(), "attributes", message, element.id()));
    }

    /** A partner's record is compared when it is read, and what is empty now is told there. */
    private static boolean isOfRecord(StagedEntry.MasterData element) {
        return !element.path().startsWith("$") && !element.path().startsWith("line ");
    }

    private static Set<String> named(Map<String, List<String>> attributes) {
        Set<String> named = new TreeSet<>();
        AttributeNames.byLocalName(attributes).forEach((name, values) -> {
            if (values.stream().anyMatch(value -> !value.isBlank())) named.add(name);
        });
        return named;
    }

    List<Violation> warnings() {
        if (elements <= MOST) return warnings;
        List<Violation> all = new ArrayList<>(warnings);
        all.add(new Violation("$", "attributes", (elements - MOST) + " more elements lack attributes", null));
        return all;
    }
}
