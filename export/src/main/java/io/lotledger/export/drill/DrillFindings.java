package io.lotledger.export.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.lineage.Lot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a drill found out about its trace. Stored with the drill, so its lists have a limit of {@link #MOST} groups and places, and say what they leave out.
 *
 * @param readiness share of the required elements of the trace that are there, from 0 to 1
 * @param tlcReadiness of the traceability lot codes alone
 * @param tlcSourceReadiness of their sources alone
 * @param tracedLots count of the lots of the trace
 * @param missing count of the required elements that are missing, each once for all rows of its event; in drills of 0.2.0 and before, once for each row
 * @param lots each lot that the drill began with
 * @param gaps the missing elements by event type, element and keeper, most frequent first
 * @param moreGaps count of the groups that are left out
 * @param calls whom to call: all roles of each place that is not left out
 * @param moreCalls count of the places that are left out
 */
public record DrillFindings(
        double readiness,
        double tlcReadiness,
        double tlcSourceReadiness,
        long tracedLots,
        long missing,
        List<LotScore> lots,
        List<GapGroup> gaps,
        long moreGaps,
        List<Call> calls,
        long moreCalls) {
    static final int MOST = 200;

    public DrillFindings {
        lots = List.copyOf(lots);
        gaps = List.copyOf(gaps);
        calls = List.copyOf(calls);
    }

    /**
     * @param lot as printed
     * @param missing count of the required elements that the lot's own events lack
     */
    public record LotScore(UUID lotId, String lot, double readiness, long missing) {}

    /**
     * @param kind the critical tracking event, as FDA's spreadsheet calls it
     * @param column of the spreadsheet
     * @param count of the missing elements, each once for all rows of its event
     * @param exampleEvent the id of one of them
     */
    public record GapGroup(
            String kind,
            String kde,
            String column,
            String cfr,
            long count,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String gln,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String phone,

            String exampleEvent) {}

    /**
     * @param role {@code consignee}, {@code supplier} or {@code receiver}
     * @param lots count of the lots that the place was sent or supplied
     */
    public record Call(
            String role,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String gln,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String phone,

            long lots) {}

    private record Called(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {
        static Called of(Call call) {
            return new Called(call.gln(), call.name(), call.phone());
        }
    }

    /** Count of the places to call, with those that are left out. A place that has two roles counts once. */
    public long allCalls() {
        return places(calls).size() + moreCalls;
    }

    private static Set<Called> places(List<Call> calls) {
        return calls.stream().map(Called::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The calls of the first places, in order. */
    static List<Call> listed(List<Call> calls) {
        Set<Called> first = places(calls).stream().limit(MOST).collect(Collectors.toSet());
        return calls.stream().filter(call -> first.contains(Called.of(call))).toList();
    }

    static DrillFindings of(UUID organisation, TraceScores.Scored scored) {
        Readiness readiness = scored.readiness();
        List<Readiness.Missing> missing = readiness.gaps();
        List<GapGroup> gaps = groups(missing);
        List<Call> calls = scored.contacts().stream().map(DrillFindings::call).toList();
        return new DrillFindings(
                readiness.score(),
                readiness.tlcScore(),
                readiness.tlcSourceScore(),
                scored.tracedLots(),
                missing.size(),
                scored.seeds().stream()
                        .map(lot -> score(lot, readiness, missing))
                        .toList(),
                gaps.subList(0, Math.min(MOST, gaps.size())),
                Math.max(0, gaps.size() - MOST),
                listed(calls),
                Math.max(0, places(calls).size() - MOST));
    }

    private static LotScore score(Lot lot, Readiness trace, List<Readiness.Missing> missing) {
        List<Readiness.Element> required = trace.events().stream()
                .filter(event -> event.lot().equals(lot.key()))
                .flatMap(event -> event.elements().stream())
                .filter(Readiness.Element::required)
                .toList();
        long present = required.stream().filter(Readiness.Element::present).count();
        double share = required.isEmpty() ? 1 : (double) present / required.size();
        long lacking =
                missing.stream().filter(gap -> gap.lots().contains(lot.key())).count();
        return new LotScore(lot.id(), lot.key().printed(), share, lacking);
    }

    private record Group(String kind, String column, Readiness.@Nullable Contact keeper) {}

    private static List<GapGroup> groups(List<Readiness.Missing> gaps) {
        Map<Group, List<Readiness.Missing>> groups = gaps.stream()
                .collect(Collectors.groupingBy(
                        gap -> new Group(
                                gap.event().cte(),
                                gap.element().column(),
                                gap.element().ask()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<GapGroup> found = new ArrayList<>();
        groups.forEach((group, same) -> {
            Readiness.Element element = same.get(0).element();
            Readiness.Contact keeper = group.keeper();
            found.add(new GapGroup(
                    group.kind(),
                    element.kde(),
                    group.column(),
                    "21 CFR " + element.cfr(),
                    same.size(),
                    keeper == null ? null : keeper.gln(),
                    keeper == null ? null : keeper.name(),
                    keeper == null ? null : keeper.phone(),
                    same.get(0).event().eventID()));
        });
        found.sort(Comparator.comparing(GapGroup::count).reversed());
        return found;
    }

    private static Call call(Contact contact) {
        LocationDescription place = contact.place();
        return new Call(
                contact.role().word(),
                place.gln(),
                known(place.businessName()),
                known(place.phone()),
                contact.lines().stream().map(line -> line.lot()).distinct().count());
    }

    private static @Nullable String known(Kde kde) {
        return kde instanceof Kde.Known known && !kde.isGap() ? known.text() : null;
    }
}
