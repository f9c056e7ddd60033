package io.lotledger.projections.lineage.history;

import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.LineageReads;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Role;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.history.WithdrawnLinks.Declaration;
import io.lotledger.projections.lineage.history.WithdrawnLinks.Link;
import io.lotledger.projections.lineage.history.WithdrawnLinks.WithdrawnLot;
import io.lotledger.projections.lineage.units.LogPeriods;
import io.lotledger.projections.lineage.units.LogPeriods.Period;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a trace looked like before: the links that were withdrawn, and the log positions at which it changed. */
public final class TraceHistory {
    private final LineageReads reads;
    private final HistoryReads history;
    private final int ceiling;

    /** @param ceiling the largest number of lots that a trace may ever have had; above it, {@link TraceTooLarge} is thrown */
    public TraceHistory(JdbcClient jdbc, int ceiling) {
        this.reads = new LineageReads(jdbc);
        this.history = new HistoryReads(jdbc);
        this.ceiling = ceiling;
    }

    /** @throws TraceTooLarge when the trace has had more lots than the ceiling */
    public WithdrawnLinks withdrawn(Trace trace) {
        Past past = past(trace.seed(), trace.direction(), trace.logPosition());
        List<LotLink> ended = past.links.stream()
                .filter(link -> link.until() <= trace.logPosition())
                .filter(link -> !past.periods.of(link).isEmpty())
                .sorted(Comparator.comparingLong(LotLink::until)
                        .thenComparing(LotLink::to)
                        .thenComparing(LotLink::from)
                        .thenComparing(LotLink::inputEvent))
                .toList();
        UUID organisation = trace.seed().organisation();
        Map<Long, Declaration> declarations = history.declarations(
                organisation, ended.stream().map(LotLink::until).distinct().toList());
        Set<UUID> others = new LinkedHashSet<>();
        ended.forEach(link -> others.addAll(List.of(link.from(), link.to())));
        others.removeAll(trace.lotIds());
        return new WithdrawnLinks(
                history.lots(organisation, others).stream()
                        .map(lot -> new WithdrawnLot(lot, past.role(lot.id())))
                        .toList(),
                ended.stream()
                        .map(link -> new Link(
                                link.from(),
                                link.to(),
                                link.eventIds(),
                                link.input(),
                                link.output(),
                                link.since(),
                                link.until(),
                                declarations.get(link.until())))
                        .toList());
    }

    /**
     * The log positions at which the trace changed, oldest first: a lot or link came or went, or an event of one of its
     * lots was captured or declared erroneous, directly or through a unit. An event captured before its lot belonged to the
     * trace counts where the lot came. A position may be listed at which an event of a unit of the lot changed nothing;
     * none at which the trace changed is missing.
     *
     * @throws TraceTooLarge when the trace has had more lots than the ceiling
     */
    public List<TraceChange> changes(Lot seed, Direction direction, long logPosition) {
        Past past = past(seed, direction, logPosition);
        Map<Long, Changed> changes = new TreeMap<>();
        Set<UUID> lots = past.periods.lots();
        for (UUID lot : lots) {
            for (Period period : past.periods.of(lot).all()) {
                at(changes, period.since(), logPosition).lotsAdded.add(lot);
                at(changes, period.until(), logPosition).lotsWithdrawn.add(lot);
            }
        }
        for (LotLink link : past.links) {
            for (Period period : past.periods.of(link).all()) {
                at(changes, period.since(), logPosition).linksAdded++;
                at(changes, period.until(), logPosition).linksWithdrawn++;
            }
        }
        history.mentions(seed.organisation(), lots, logPosition).forEach(mention -> {
            LogPeriods of = past.periods.of(mention.lot());
            Stream.of(mention.since(), mention.until())
                    .filter(of::contains)
                    .forEach(position -> at(changes, position, logPosition));
        });
        return history.entries(seed.organisation(), changes.keySet()).stream()
                .map(entry ->
                        changes.getOrDefault(entry.position(), new Changed()).of(entry))
                .toList();
    }

    /** A position beyond the requested one is collected apart: it has not happened yet. */
    private static Changed at(Map<Long, Changed> changes, long position, long last) {
        return position > last ? new Changed() : changes.computeIfAbsent(position, p -> new Changed());
    }

    private Past past(Lot seed, Direction direction, long logPosition) {
        UUID organisation = seed.organisation();
        Set<UUID> linked = reads.everLinked(organisation, seed.id(), direction, logPosition, ceiling + 1);
        if (linked.size() > ceiling) throw TraceTooLarge.ofPast(seed, ceiling);
        List<LotLink> links = history.links(organisation, linked, logPosition);
        long since = history.since(organisation, seed.id());
        return new Past(new TracePeriods(seed.id(), since, direction, links), links);
    }

    private record Past(TracePeriods periods, List<LotLink> links) {
        Role role(UUID lot) {
            return periods.isDownstream(lot) ? Role.DOWNSTREAM : Role.UPSTREAM;
        }
    }

    private static final class Changed {
        private final Set<UUID> lotsAdded = new LinkedHashSet<>();
        private final Set<UUID> lotsWithdrawn = new LinkedHashSet<>();
        private int linksAdded;
        private int linksWithdrawn;

        TraceChange of(HistoryReads.Entry entry) {
            return new TraceChange(
                    entry.position(),
                    entry.recordTime(),
                    entry.cause(),
                    entry.eventId(),
                    lotsAdded.stream().sorted().toList(),
                    lotsWithdrawn.stream().sorted().toList(),
                    linksAdded,
                    linksWithdrawn);
        }
    }
}
