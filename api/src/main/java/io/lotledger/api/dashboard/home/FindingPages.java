package io.lotledger.api.dashboard.home;

import io.lotledger.api.lots.AsOf;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.api.summary.Summaries;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.ReadableLots;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import io.lotledger.projections.tally.LotsWithFinding;
import io.lotledger.projections.tally.LotsWithFinding.Found;
import io.lotledger.projections.tally.Tally;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The findings of an organisation: kinds with their counts, and a page of lots of one kind. */
@Component
final class FindingPages {
    /** Pages of events read for one page of findings: most events with serials, and most declarations, are no finding. */
    private static final int MOST_READ = 20;

    /** The kinds of which one finding belongs to several lots. */
    private static final Set<FindingKind> OF_SEVERAL_LOTS =
            Set.of(FindingKind.CYCLE, FindingKind.SPLIT_LOT, FindingKind.YIELD_OUT_OF_BAND);

    private static final int LOTS = 25;
    private static final int EVENTS = 25;

    private final Summaries summaries;
    private final LotsWithFinding counted;
    private final LotFindings findings;
    private final LotLineage lineage;
    private final LotDescriptions descriptions;
    private final AsOf asOf;

    FindingPages(
            Summaries summaries,
            LotsWithFinding counted,
            LotFindings findings,
            LotLineage lineage,
            LotDescriptions descriptions,
            AsOf asOf) {
        this.summaries = summaries;
        this.counted = counted;
        this.findings = findings;
        this.lineage = lineage;
        this.descriptions = descriptions;
        this.asOf = asOf;
    }

    /** @param url of this group alone */
    record Group(Severity severity, String title, String url, List<FindingLine> lines) {}

    List<Group> groups(UUID organisation, @Nullable Severity only) {
        List<Tally.Findings> all = summaries.findings(organisation);
        return Stream.of(Severity.values())
                .filter(severity -> only == null || only == severity)
                .map(severity -> new Group(
                        severity,
                        title(severity),
                        "/compliance/findings?severity=" + severity.word(),
                        all.stream()
                                .filter(of -> of.kind().severity() == severity)
                                .map(FindingLine::of)
                                .toList()))
                .filter(group -> !group.lines().isEmpty() || only != null)
                .toList();
    }

    private static String title(Severity severity) {
        return switch (severity) {
            case ERROR -> "Errors: the record that FDA requires is wrong or incomplete";
            case WARNING -> "Warnings: probably a mistake";
            case INFO -> "Notes: worth knowing, often resolved by later events";
        };
    }

    /**
     * @param line its counts; null when the tally has none
     * @param lots of the page, the oldest finding first
     * @param events findings that belong to no lot
     * @param next URL of the next page; null on the last
     */
    record KindPage(
            FindingKind kind,
            FindingWords words,
            @Nullable FindingLine line,
            List<LotRow> lots,
            List<Row> events,
            @Nullable String next,
            boolean isFirst) {}

    /** @param findings empty when it was resolved after it was counted; says so when it needs a damaged entry of the log */
    record LotRow(String url, String tlc, @Nullable String product, List<Row> findings) {}

    /** @param events each with the URL of its page */
    record Row(String message, @Nullable String cfr, Map<String, String> events, List<Asked> ask) {}

    /** Who keeps the record. */
    record Asked(
            String name, @Nullable String phone, @Nullable String gln) {}

    KindPage ofKind(UUID organisation, FindingKind kind, @Nullable String after) {
        @Nullable
        FindingLine line = summaries.findings(organisation).stream()
                .filter(of -> of.kind() == kind)
                .map(FindingLine::of)
                .findFirst()
                .orElse(null);
        if (after != null && after.startsWith("e")) return eventPage(organisation, kind, line, position(after));
        List<Found> found = counted.after(organisation, kind, after == null ? null : place(after), LOTS + 1);
        boolean more = found.size() > LOTS;
        List<Found> shown = more ? found.subList(0, LOTS) : found;
        List<LotRow> lots = lots(organisation, kind, shown);
        if (more) {
            Found last = shown.get(LOTS - 1);
            String place = last.oldest() + "_" + ShortUuid.encode(last.lot());
            return new KindPage(kind, FindingWords.of(kind), line, lots, List.of(), next(kind, place), after == null);
        }
        KindPage events = eventPage(organisation, kind, line, 0);
        return new KindPage(kind, FindingWords.of(kind), line, lots, events.events(), events.next(), after == null);
    }

    private KindPage eventPage(UUID organisation, FindingKind kind, @Nullable FindingLine line, long after) {
        EventFindings page = new EventFindings(List.of(), null);
        if (kind == FindingKind.SERIAL_WITHOUT_LOT || LotFindings.DECLARED.contains(kind)) {
            long position = asOf.position(organisation, null);
            page = events(organisation, kind, after, position);
            for (int read = 1; read < MOST_READ && page.found().isEmpty() && page.next() != null; read++) {
                page = events(organisation, kind, page.next(), position);
            }
        }
        return new KindPage(
                kind,
                FindingWords.of(kind),
                line,
                List.of(),
                page.found().stream().map(FindingPages::row).toList(),
                page.next() == null ? null : next(kind, "e" + page.next()),
                after == 0);
    }

    /** @param next log position after which the next page starts; null on the last page */
    private record EventFindings(
            List<Finding> found, @Nullable Long next) {}

    private EventFindings events(UUID organisation, FindingKind kind, long after, long position) {
        if (kind == FindingKind.SERIAL_WITHOUT_LOT) {
            var page = findings.serialsWithoutLot(organisation, after, EVENTS, position);
            while (page.findings().isEmpty() && page.next() != null)
                page = findings.serialsWithoutLot(organisation, page.next(), EVENTS, position);
            return new EventFindings(page.findings(), page.next());
        }
        var page = findings.ofDeclarations(organisation, Set.of(kind), after, EVENTS, position);
        return new EventFindings(page.findings(), page.next());
    }

    private static String next(FindingKind kind, String place) {
        return UriComponentsBuilder.fromPath("/compliance/findings")
                .queryParam("kind", kind.word())
                .queryParam("after", place)
                .build()
                .toUriString();
    }

    /** Works the findings out of these lots again, so that the page shows them as they are now. */
    private List<LotRow> lots(UUID organisation, FindingKind kind, List<Found> found) {
        if (found.isEmpty()) return List.of();
        Map<UUID, Lot> known = new HashMap<>();
        lineage.known(organisation, found.stream().map(Found::lot).toList()).forEach(lot -> known.put(lot.id(), lot));
        List<Lot> lots = found.stream()
                .flatMap(each -> Stream.ofNullable(known.get(each.lot())))
                .toList();
        Map<LotKey, List<Row>> rows = new LinkedHashMap<>();
        long position = asOf.position(organisation, null);
        Instant now = asOf.time(organisation, null, position);
        List<UUID> ids = lots.stream().map(Lot::id).toList();
        Map<UUID, Row> unreadable = new HashMap<>();
        List<Finding> readable = ReadableLots.each(
                ids,
                some -> findings.of(organisation, some, position, now),
                (lot, e) -> unreadable.put(lot, unreadable(e)));
        for (Finding finding : new LinkedHashSet<>(readable)) {
            if (finding.kind() != kind) continue;
            List<LotKey> named = OF_SEVERAL_LOTS.contains(kind)
                    ? finding.lots()
                    : finding.lots().subList(0, 1);
            named.forEach(
                    lot -> rows.computeIfAbsent(lot, l -> new ArrayList<>()).add(row(finding)));
        }
        List<LotRow> shown = new ArrayList<>();
        for (LotDescription described : descriptions.of(lots)) {
            Lot lot = described.lot();
            @Nullable Row damaged = unreadable.get(lot.id());
            shown.add(new LotRow(
                    "/compliance/lots/" + lot.shortId(),
                    described.tlc(),
                    described.productName(),
                    damaged == null ? rows.getOrDefault(lot.key(), List.of()) : List.of(damaged)));
        }
        return shown;
    }

    private static Row unreadable(DamagedEntryException damaged) {
        return new Row(String.valueOf(damaged.getMessage()), null, Map.of(), List.of());
    }

    private static Row row(Finding finding) {
        Map<String, String> events = new LinkedHashMap<>();
        finding.eventIds()
                .forEach(id -> events.put(
                        id,
                        UriComponentsBuilder.fromPath("/compliance/events/{id}")
                                .encode()
                                .buildAndExpand(id)
                                .toUriString()));
        return new Row(
                finding.message(),
                FindingWords.cited(finding.cfr()),
                events,
                finding.ask().stream()
                        .flatMap(place -> asked(place).stream())
                        .distinct()
                        .limit(2)
                        .toList());
    }

    private static Optional<Asked> asked(LocationDescription place) {
        String name = known(place.businessName());
        String phone = known(place.phone());
        if (name == null && phone == null) return Optional.empty();
        return Optional.of(new Asked(name == null ? "GLN " + place.gln() : name, phone, place.gln()));
    }

    private static @Nullable String known(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : null;
    }

    private static Found place(String after) {
        int cut = after.lastIndexOf('_');
        if (cut <= 0) throw unknownPlace();
        try {
            return new Found(ShortUuid.decode(after.substring(cut + 1)), SentTime.parse(after.substring(0, cut)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unknownPlace();
        }
    }

    private static long position(String after) {
        if (!after.matches("e\\d{1,18}")) throw unknownPlace();
        return Long.parseLong(after.substring(1));
    }

    private static ProblemException unknownPlace() {
        return ProblemException.unprocessable(
                "after",
                "There is no such place in the list. Open the findings again from their first page.",
                List.of());
    }
}
