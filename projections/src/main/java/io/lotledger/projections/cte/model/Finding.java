package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong, missing or doubtful as of a log position. Findings are derived from the events in force on each
 * request: an event that corrects the cause removes the finding.
 *
 * @param lots the affected lots, the main one first
 * @param eventIds the evidence, in event order
 * @param message a readable sentence
 * @param cfr the paragraph of 21 CFR that requires the missing element, {@code 1.1340(a)(2)}; {@code null} if the rule
 * requires nothing
 * @param details figures and names, in the order of the names
 * @param ask the keepers of the records concerned, the most likely to know first; empty if none is named
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
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    public Finding asking(List<LocationDescription> keepers) {
        return new Finding(kind, lots, eventIds, message, cfr, details, keepers);
    }

    /** The figures of the details as text: {@code shipped 40 cases, received 38 cases}. */
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
