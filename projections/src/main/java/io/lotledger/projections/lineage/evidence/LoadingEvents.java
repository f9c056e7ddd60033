package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events that put things into a unit or take them out, and do nothing else. Such an event concerns what it loads, and what
 * else is in the unit only if
 *
 * <ul>
 *   <li>nothing is known of what it loads: the unit then says more;
 *   <li>the unit arrived before: a count after it was packed again is no count of that arrival.
 * </ul>
 */
final class LoadingEvents {
    private static final Set<String> RECEIVING = Set.of("receiving", "accepting");

    private final EvidenceFacts facts;
    private final BizStepVocabulary vocabulary;
    /** The time of the first event that may be a receipt of a unit. */
    private final Map<String, Instant> received = new HashMap<>();

    /** @param candidates with every event that names a unit which ever held one of the lots in question */
    LoadingEvents(List<CapturedEvent> candidates, EvidenceFacts facts, BizStepVocabulary vocabulary) {
        this.facts = facts;
        this.vocabulary = vocabulary;
        for (CapturedEvent candidate : candidates) {
            if (!mayReceive(candidate)) continue;
            for (UnitLine line : facts.of(candidate).units())
                received.merge(
                        line.unit(), candidate.event().eventTime(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    private boolean mayReceive(CapturedEvent captured) {
        if (FactReader.declaresCte(captured.event())) return true;
        String step = captured.event().fields().bizStep();
        return step != null
                && RECEIVING.contains(vocabulary
                        .meaning(step)
                        .orElseGet(() ->
                                Extensions.localName(CbvWord.canonical(step)).toLowerCase(Locale.ROOT)));
    }

    /** The units that decide which lots the event concerns; of a loading perhaps also {@link #parents}. */
    static Stream<UnitLine> units(CapturedEvent captured, EvidenceFacts facts) {
        Stream<UnitLine> units = facts.of(captured).units().stream();
        return FactReader.isLoading(captured.event()) ? units.filter(line -> !line.isParent()) : units;
    }

    /** The unit that is loaded or unloaded, of a loading that concerns all that is in it. */
    Stream<UnitLine> parents(CapturedEvent captured, ContainerContents containers) {
        if (!FactReader.isLoading(captured.event())) return Stream.empty();
        boolean known = !loaded(captured, containers).isEmpty();
        Instant time = captured.event().eventTime().plus(Duration.ofDays(1)); // a receipt may be known by its date
        return facts.of(captured).units().stream()
                .filter(UnitLine::isParent)
                .filter(line -> !known
                        || received.getOrDefault(line.unit(), Instant.MAX).isBefore(time));
    }

    private Set<LotKey> loaded(CapturedEvent captured, ContainerContents containers) {
        Set<LotKey> lots = new LinkedHashSet<>();
        facts.of(captured).lots().forEach(line -> lots.add(line.lot()));
        units(captured, facts)
                .forEach(line -> containers
                        .at(line.unit(), EventMoment.of(captured.event()))
                        .forEach(content -> lots.add(content.lot())));
        return lots;
    }
}
