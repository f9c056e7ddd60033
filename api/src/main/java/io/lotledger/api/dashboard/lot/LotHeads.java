package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.AsOfText;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.lot.LotHead.Figure;
import io.lotledger.api.dashboard.lot.LotHead.Known;
import io.lotledger.api.dashboard.lot.LotHead.Source;
import io.lotledger.api.dashboard.lot.LotHead.Tab;
import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.lots.trace.TraceRecords;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.WhoToCall;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens lots for pages, and fills the head that all tabs share. */
@Component
public class LotHeads {
    private final TraceLookup traces;
    private final RecentTraces recent;
    private final AsOf asOf;
    private final LotLineage lineage;
    private final TraceRecords records;
    private final LotDescriptions descriptions;
    private final LotFindings findings;
    private final RecordTimes recordTimes;
    private final Show show;

    LotHeads(
            TraceLookup traces,
            RecentTraces recent,
            AsOf asOf,
            LotLineage lineage,
            TraceRecords records,
            LotDescriptions descriptions,
            LotFindings findings,
            RecordTimes recordTimes,
            Show show) {
        this.traces = traces;
        this.recent = recent;
        this.asOf = asOf;
        this.lineage = lineage;
        this.records = records;
        this.descriptions = descriptions;
        this.findings = findings;
        this.recordTimes = recordTimes;
        this.show = show;
    }

    /**
     * The head of the lot's page.
     *
     * @param asOfText as the reader asked for it, null for now
     */
    public LotHead of(Caller caller, String lotId, @Nullable String asOfText) {
        return head(caller, open(caller, lotId, asOfText));
    }

    /** 404 for a lot of another organisation, 413 for a trace over the ceiling. */
    OpenLot open(Caller caller, String lotId, @Nullable String asOfText) {
        UUID organisation = caller.organisation();
        @Nullable String asked = AsOfText.read(asOfText);
        Lot lot = traces.lot(organisation, lotId);
        long position = asOf.position(organisation, asked);
        Instant now = asOf.time(organisation, asked, position);
        Trace trace = recent.of(lot, Direction.BOTH, position);
        return new OpenLot(descriptions.of(List.of(lot), position).get(0), trace, now, asked, records, findings);
    }

    LotHead head(Caller caller, OpenLot lot) {
        return head(caller, lot, !lot.isLarge());
    }

    /** @param isWhole whether to work out what takes long in a large trace */
    LotHead head(Caller caller, OpenLot lot, boolean isWhole) {
        Trace trace = lot.trace();
        LotDescription known = lot.description();
        String tlc = known.tlc();
        String number = trace.seed().key().lot();
        String base = "/compliance/lots/" + trace.seed().shortId();
        String query = lot.asOf() == null ? "" : "?as_of=" + URLEncoder.encode(lot.asOf(), StandardCharsets.UTF_8);
        @Nullable
        Instant recordTime =
                recordTimes.at(caller.organisation(), trace.logPosition()).orElse(null);
        @Nullable Instant asked = AsOfText.timeOf(lot.asOf());
        @Nullable Known figures = isWhole ? known(lot) : null;
        return new LotHead(
                trace.seed().shortId(),
                known.productName() == null ? "Lot " + (number == null ? tlc : number) : known.productName(),
                tlc,
                number == null ? tlc : number,
                source(known.source()),
                base,
                query,
                lot.asOf() == null,
                trace.logPosition(),
                recordTime,
                asked == null ? recordTime : asked,
                nothingStands(known),
                Stream.of(Role.EXPORT, Role.ADMIN).anyMatch(caller.roles()::contains),
                tabs(base, query, lot, figures),
                cameOf(trace),
                wentInto(caller.organisation(), trace),
                figures);
    }

    private static @Nullable String nothingStands(LotDescription known) {
        if (!known.isWithdrawn()) return null;
        return known.errors() == 1
                ? "The only event of this lot was declared an error. Nothing that it said stands."
                : "All " + Show.number(known.errors())
                        + " events of this lot were declared errors. Nothing that they said stands.";
    }

    private static List<Tab> tabs(String base, String query, OpenLot lot, @Nullable Known known) {
        @Nullable Long gaps = known == null ? null : known.missing();
        @Nullable Long contacts = known == null ? null : known.places();
        long findings = (long) lot.findings().size() + lot.findingsOfOthers().size();
        return List.of(
                new Tab("lineage", "Lineage", null, base + query),
                new Tab("timeline", "Timeline", null, base + "/timeline" + query),
                new Tab("gaps", "Gaps", gaps, base + "/gaps" + query),
                new Tab("who-to-call", "Who to call", contacts, base + "/who-to-call" + query),
                new Tab("balance", "Mass balance", null, base + "/balance" + query),
                new Tab("findings", "Findings", findings, base + "/findings" + query),
                new Tab("map", "Map", null, base + "/map" + query));
    }

    private static @Nullable Source source(LotDescription.@Nullable Source source) {
        if (source == null) return null;
        return new Source(source.name(), source.phone(), Phone.link(source.phone()), source.gln(), source.location());
    }

    private Figure cameOf(Trace trace) {
        Set<UUID> lots = reached(trace, Edge::to, Edge::from);
        if (lots.isEmpty()) return new Figure("Nothing", "No event names a lot that it was made of");
        return new Figure(
                counted(lots, trace),
                used(trace, edge -> edge.to().equals(trace.seed().id()), "went into it"));
    }

    /** The lots on one side of the seed: in a cycle a lot is on both, and the seed itself is one of them. */
    private static Set<UUID> reached(Trace trace, Function<Edge, UUID> from, Function<Edge, UUID> to) {
        Map<UUID, List<Edge>> edges = trace.edges().stream().collect(Collectors.groupingBy(from));
        Set<UUID> traced = trace.lotIds();
        Set<UUID> reached = new LinkedHashSet<>();
        Deque<UUID> next = new ArrayDeque<>(List.of(trace.seed().id()));
        while (!next.isEmpty()) {
            for (Edge edge : edges.getOrDefault(next.remove(), List.of())) {
                if (traced.contains(to.apply(edge)) && reached.add(to.apply(edge))) next.add(to.apply(edge));
            }
        }
        return reached;
    }

    private static String counted(Set<UUID> lots, Trace trace) {
        if (!lots.contains(trace.seed().id())) return Show.count(lots.size(), "lot", "lots");
        return lots.size() == 1 ? "Itself" : Show.count(lots.size() - 1, "lot", "lots") + " and itself";
    }

    private Figure wentInto(UUID organisation, Trace trace) {
        Set<UUID> lots = reached(trace, Edge::from, Edge::to);
        Set<UUID> ids = new LinkedHashSet<>(lots);
        ids.add(trace.seed().id());
        long serials = lineage.countSerials(organisation, ids, trace.logPosition());
        String known = serials == 0 ? "" : Show.count(serials, "serial known", "serials known");
        if (lots.isEmpty()) return new Figure("Nothing", known.isEmpty() ? "Nothing was made of it so far" : known);
        String used = used(trace, edge -> edge.from().equals(trace.seed().id()), "of it used");
        return new Figure(counted(lots, trace), known.isEmpty() ? used : used + ", " + known);
    }

    /** The inputs of the edges, each once, added up by unit of measure. */
    private static String used(Trace trace, Predicate<Edge> which, String words) {
        record Input(UUID from, String event, List<Amount> amounts) {}
        List<@Nullable Amount> amounts = new ArrayList<>(trace.edges().stream()
                .filter(which)
                .map(edge -> new Input(edge.from(), edge.eventId(), edge.inputs()))
                .distinct()
                .flatMap(input -> input.amounts().stream())
                .toList());
        String sum = Amounts.sum(amounts);
        return sum.isEmpty() ? "No event says how much" : sum + " " + words;
    }

    private Known known(OpenLot lot) {
        Readiness readiness = lot.readiness();
        List<Contact> contacts = lot.contacts();
        long places = count(contacts, contact -> LotPlaces.key(contact.place()));
        long withoutPhone = contacts.stream()
                .filter(contact -> !(contact.place().phone() instanceof Kde.Known))
                .map(contact -> LotPlaces.key(contact.place()))
                .distinct()
                .count();
        long asked = readiness.events().stream()
                .flatMap(event -> event.elements().stream())
                .filter(Readiness.Element::required)
                .count();
        return new Known(
                readiness.score(),
                readiness.countMissing(),
                asked,
                contacts.isEmpty()
                        ? new Figure("Nobody", "No event names another place")
                        : new Figure(Show.count(places, "place", "places"), roles(contacts)),
                places,
                withoutPhone);
    }

    /** "5 consignees, 6 suppliers". */
    private String roles(List<Contact> contacts) {
        List<String> words = new ArrayList<>();
        for (WhoToCall.Role role : WhoToCall.Role.values()) {
            long count = contacts.stream()
                    .filter(contact -> contact.role() == role)
                    .map(contact -> LotPlaces.key(contact.place()))
                    .distinct()
                    .count();
            if (count > 0) words.add(Show.count(count, role.word(), role.word() + "s"));
        }
        return String.join(", ", words);
    }

    private static long count(List<Contact> contacts, Function<Contact, String> key) {
        return contacts.stream().map(key).distinct().count();
    }
}
