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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lots that the log has at the places where a document uses lots, by codes whose source no row of it names. Where there
 * is one, it is meant. Where there are several, it is the one that a transformation of the same day used there: so a
 * document that is sent again means the same lot, whatever came in between.
 */
final class RecordedLots {
    /** Codes looked up at once. */
    private static final int LOOKED_UP = 1_000;

    private record Use(String code, String place) {}

    private final UUID organisation;
    private final Set<Use> uses = new HashSet<>();

    /** The lots of a use by their sources, with the days on which transformations used them there. */
    private final Map<Use, Map<String, Set<LocalDate>>> known = new HashMap<>();

    RecordedLots(UUID organisation) {
        this.organisation = organisation;
    }

    void note(String code, String place) {
        if (!place.isEmpty()) uses.add(use(code, place));
    }

    private static Use use(String code, String place) {
        return new Use(code, CanonicalUri.of(place));
    }

    /** @param isUnnamed whether no row names the source of a code */
    void find(Predicate<String> isUnnamed, DocumentSink sink) {
        List<String> codes =
                List.copyOf(uses.stream().map(Use::code).filter(isUnnamed).collect(Collectors.toSet()));
        for (int from = 0; from < codes.size(); from += LOOKED_UP) {
            sink.recorded(codes.subList(from, Math.min(codes.size(), from + LOOKED_UP)))
                    .forEach(this::add);
        }
        uses.clear();
    }

    private void add(RecordedLot lot) {
        String source = TextLot.source(lot.lot());
        TextLot.code(lot.lot())
                .filter(code -> TextLot.uri(organisation, source, code).equals(lot.lot()))
                .map(code -> use(code, lot.place()))
                .filter(uses::contains)
                .ifPresent(use -> {
                    Set<LocalDate> days = known.computeIfAbsent(use, u -> new HashMap<>(2))
                            .computeIfAbsent(source, s -> new HashSet<>(2));
                    if (lot.usedOn() != null) days.add(lot.usedOn());
                });
    }

    /**
     * The source of the lot that a code means at a place; empty where none or several may be meant.
     *
     * @param day of the use
     */
    Optional<String> source(String code, String place, @Nullable LocalDate day) {
        Map<String, Set<LocalDate>> lots = known.getOrDefault(use(code, place), Map.of());
        Set<String> sources = lots.size() <= 1 ? lots.keySet() : usedOn(day, lots);
        return sources.size() == 1 ? sources.stream().findFirst() : Optional.empty();
    }

    private static Set<String> usedOn(@Nullable LocalDate day, Map<String, Set<LocalDate>> lots) {
        return lots.entrySet().stream()
                .filter(lot -> day != null && lot.getValue().contains(day))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
