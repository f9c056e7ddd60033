package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.TextLot;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lots that the log has at the places where a document uses lots, by codes whose source its rows do not settle. A lot of
 * an unknown source is none: it may be any of the others.
 */
final class RecordedLots {
    /** Uses of numbers without a lot that are looked up with other leading zeros too: each has up to 14. */
    private static final int MOST_RESPELLED = 1_000;

    private record Use(String code, String place) {}

    private final UUID organisation;

    /** The sources of the lots of a use, with the first day of each at the place. */
    private final Map<Use, Map<String, LocalDate>> known = new HashMap<>();

    RecordedLots(UUID organisation) {
        this.organisation = organisation;
    }

    private static Use use(String code, String place) {
        return new Use(code, CanonicalUri.of(place));
    }

    void find(Set<LotUse> inDoubt, DocumentSink sink) {
        Set<Use> uses = new HashSet<>();
        for (LotUse one : inDoubt)
            if (!one.place().isEmpty()) uses.add(use(one.code().text(), one.place()));
        find(uses, sink::recorded);
        Set<Use> respelled = uses.stream()
                .filter(use -> !known.containsKey(use)
                        && !LostZeros.spellings(use.code()).isEmpty())
                .limit(MOST_RESPELLED)
                .flatMap(use -> LostZeros.spellings(use.code()).stream().map(code -> new Use(code, use.place())))
                .collect(Collectors.toSet());
        find(respelled, sink::recorded);
    }

    private void find(Set<Use> uses, Function<Set<String>, List<RecordedLot>> recorded) {
        if (uses.isEmpty()) return;
        recorded.apply(uses.stream().map(Use::code).collect(Collectors.toSet())).forEach(lot -> add(lot, uses));
    }

    private void add(RecordedLot lot, Set<Use> uses) {
        String source = TextLot.source(lot.lot());
        if (source.equals(TextLot.UNKNOWN_SOURCE)) return;
        TextLot.code(lot.lot())
                .filter(code -> TextLot.uri(organisation, source, code).equals(lot.lot()))
                .map(code -> use(code, lot.place()))
                .filter(uses::contains)
                .ifPresent(use -> known.computeIfAbsent(use, u -> new HashMap<>(2))
                        .merge(source, lot.since(), (one, other) -> one.isBefore(other) ? one : other));
    }

    /**
     * By the sources of the lots that a code may mean at a place, since when they are there.
     *
     * @param day of the use: a lot that came later is none of them
     */
    Map<String, LocalDate> sources(String code, String place, @Nullable LocalDate day) {
        return known.getOrDefault(use(code, place), Map.of()).entrySet().stream()
                .filter(lot -> day == null || !lot.getValue().isAfter(day))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The codes of lots at a place that differ from a code without lots there in leading zeros alone. */
    List<String> alike(String code, String place, @Nullable LocalDate day) {
        return LostZeros.spellings(code).stream()
                .filter(other -> !sources(other, place, day).isEmpty())
                .toList();
    }
}
