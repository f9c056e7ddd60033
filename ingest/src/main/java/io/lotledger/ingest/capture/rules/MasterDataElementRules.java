package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ids of vocabulary elements like identifiers in events, and whether their values fit the workbook. An element is
 * stored whatever they are. A problem with the id is a warning, because the element then only describes events with exactly
 * this id.
 */
public final class MasterDataElementRules {
    private static final int MAX_WARNINGS = 100;
    /** The most that a cell of a spreadsheet holds. */
    private static final int MAX_CELL = 32_767;

    private final List<Violation> first = new ArrayList<>();
    private int more;

    public void check(SentMasterData element) {
        String id = String.valueOf(element.id());
        warning(element, id).ifPresent(this::add);
        element.attributes().forEach((name, values) -> {
            int longest = values.stream().mapToInt(String::length).max().orElse(0);
            if (longest > MAX_CELL) add(violation(element, "tooLong", tooLong(name, longest), id));
        });
    }

    private void add(Violation warning) {
        if (first.size() < MAX_WARNINGS) first.add(warning);
        else more++;
    }

    private static String tooLong(String name, int length) {
        return String.format(
                Locale.ROOT,
                "%s has %,d characters, and a cell of the workbook holds %,d: exports that print it will fail;"
                        + " send a shorter value",
                name,
                length,
                MAX_CELL);
    }

    private static Optional<Violation> warning(SentMasterData element, String id) {
        if (Gln.of(id).isEmpty() && Gtin.of(id).isEmpty() && !IdentifierRules.isUri(id)) {
            String message = "not a URI, GLN or GTIN: it only matches events with exactly this id";
            return Optional.of(violation(element, "uri", message, id));
        }
        return IdentifierRules.checkKey(id).map(note -> {
            String consequence = note.isError() ? "; the element only matches events with exactly this id" : "";
            return violation(element, note.rule(), note.message() + consequence, id);
        });
    }

    private static Violation violation(SentMasterData element, String rule, String message, @Nullable String id) {
        String path = element.idPath();
        return new Violation(path, rule, message, id);
    }

    /** The first 100 warnings; the last one states how many more there are. */
    public List<Violation> warnings() {
        if (more == 0) return List.copyOf(first);
        List<Violation> all = new ArrayList<>(first);
        Violation last = all.remove(all.size() - 1);
        String message = last.message() + "; " + more + " more elements of this document's master data have faults";
        all.add(new Violation(last.path(), last.rule(), message, last.value()));
        return all;
    }
}
