package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, missing or doubtful, as the log stood. It is drawn from the events in force each time it is asked for:
 * an event that mends it makes it go away.
 *
 * @param lots the lot it is about first
 * @param eventIds the evidence, in order of happening
 * @param message a sentence for people
 * @param cfr the paragraph of 21 CFR that asks for what is missing, {@code 1.1340(a)(2)}; null where the rule asks nothing
 * @param details figures and names, by name
 * @param ask those who keep the records it is about, the most likely to know first; empty where none is named
 */
public record Finding(
        FindingKind kind,
        List<LotKey> lots,
        List<String> eventIds,
        String message,
        @Nullable String cfr,
        Map<String, Object> details,
        List<LocationDescription> ask) {
    private static final List<String> FIGURES =
            List.of("shipped", "received", "short", "produced", "on_hand", "input", "output", "yield");

    public Finding(
            FindingKind kind,
            List<LotKey> lots,
            List<String> eventIds,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        this(kind, lots, eventIds, message, cfr, details, List.of());
    }

    public Finding {
        ask = ask.stream().distinct().toList();
        lots = List.copyOf(lots);
        eventIds = List.copyOf(eventIds);
        details = Map.copyOf(details);
    }

    public Finding asking(List<LocationDescription> whom) {
        return new Finding(kind, lots, eventIds, message, cfr, details, whom);
    }

    /** The figures in its details, in words: {@code shipped 40 cases, received 38 cases}. */
    public String quantities() {
        String unit = UnitOfMeasure.inWords(details.get("uom") instanceof String uom ? uom : null);
        return FIGURES.stream()
                .filter(details::containsKey)
                .map(name -> name.replace('_', ' ') + " " + figure(name, unit))
                .collect(Collectors.joining(", "));
    }

    private String figure(String name, String unit) {
        String number = details.get(name) instanceof BigDecimal quantity
                ? quantity.toPlainString()
                : String.valueOf(details.get(name));
        return name.equals("yield") ? number : number + " " + unit;
    }
}
