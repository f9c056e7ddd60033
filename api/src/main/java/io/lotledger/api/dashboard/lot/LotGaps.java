package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.lot.LotGap.Group;
import io.lotledger.api.dashboard.lot.LotGap.Keeper;
import io.lotledger.api.dashboard.lot.LotGap.Row;
import io.lotledger.api.dashboard.lot.RequestLetter.Asked;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.table.ReadEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The gaps in the records of a trace, each with the letter that asks for it. */
final class LotGaps {
    private static final Pattern GLN = Pattern.compile("\\b\\d{13}\\b");

    private final List<LotGap> all;
    private final Map<Lacking, Asked> events;
    private final String organisation;
    private final Map<String, List<LotGap>> requiredByEvent;

    /** Lots of an event that lack the same elements. */
    private record Lacking(String eventId, String cte, List<String> lots) {}

    private LotGaps(List<LotGap> all, Map<Lacking, Asked> events, String organisation) {
        this.all = all;
        this.events = events;
        this.organisation = organisation;
        this.requiredByEvent = all.stream().filter(LotGap::isRequired).collect(Collectors.groupingBy(LotGap::eventId));
    }

    /**
     * @param organisation signs the letters
     * @param mayDescribe whether the reader may describe places
     */
    static LotGaps of(OpenLot lot, String organisation, boolean mayDescribe) {
        Map<String, CapturedEvent> captured = lot.records().evidence().events().stream()
                .collect(Collectors.toMap(event -> event.event().eventID(), Function.identity(), (one, same) -> one));
        LotPlaces places = new LotPlaces(lot.records().evidence().masterData());
        Map<Lacking, Asked> events = new LinkedHashMap<>();
        List<LotGap> gaps = new ArrayList<>();
        for (Readiness.Missing missing : lot.readiness().missing()) {
            Readiness.Event event = missing.event();
            List<String> lots = missing.lots().stream().map(LotKey::printed).toList();
            Asked asked = events.computeIfAbsent(
                    new Lacking(event.eventID(), event.cte(), lots),
                    e -> asked(event, lots, captured.get(event.eventID()), places));
            gaps.add(gap(asked, missing.element(), organisation, mayDescribe));
        }
        return new LotGaps(List.copyOf(gaps), events, organisation);
    }

    private static Asked asked(
            Readiness.Event event, List<String> lots, @Nullable CapturedEvent captured, LotPlaces places) {
        String offset = captured == null ? "Z" : captured.event().fields().eventTimeZoneOffset();
        return new Asked(
                event.cte(),
                event.eventID(),
                event.eventTime().atOffset(ZoneOffset.of(offset)),
                lots,
                captured == null ? null : place(captured, places),
                captured == null
                        ? List.of()
                        : captured.event().fields().bizTransactionList().stream()
                                .map(LotGaps::document)
                                .toList());
    }

    private static @Nullable String place(CapturedEvent captured, LotPlaces places) {
        String place = captured.event().fields().bizLocation() != null
                ? captured.event().fields().bizLocation()
                : captured.event().fields().readPoint();
        return place == null ? null : places.name(place);
    }

    /** "BOL-9013 (bol)" for {@code urn:epcglobal:cbv:bt:9521101000153:BOL-9013}. */
    static String document(BizTransaction document) {
        String number = ReadEvents.documentNumber(document);
        return document.type() == null ? number : number + " (" + document.type() + ")";
    }

    private static LotGap gap(Asked event, Readiness.Element element, String organisation, boolean mayDescribe) {
        Readiness.Contact ask = element.ask();
        Keeper keeper = ask == null ? Keeper.UNKNOWN : new Keeper(ask.gln(), ask.name(), ask.phone());
        String cfr = "21 CFR " + element.cfr();
        RequestLetter.Missing missing =
                new RequestLetter.Missing(element.kde(), element.column(), cfr, element.value());
        return new LotGap(
                event.cte(),
                event.eventId(),
                event.at(),
                event.lots(),
                element.kde(),
                element.column(),
                cfr,
                element.value(),
                element.required(),
                keeper,
                mayDescribe ? describedAt(element.value()) : null,
                () -> RequestLetter.of(organisation, keeper, Map.of(event, List.of(missing)), 1));
    }

    private static @Nullable String describedAt(@Nullable String value) {
        Matcher gln = GLN.matcher(value == null ? "" : value);
        return gln.find() ? "/compliance/places/" + gln.group() : null;
    }

    /** Those that the rule asks for without a condition. */
    List<LotGap> required() {
        return all.stream().filter(LotGap::isRequired).toList();
    }

    long conditional() {
        return all.stream().filter(gap -> !gap.isRequired()).count();
    }

    List<LotGap> ofEvent(String eventId) {
        return requiredByEvent.getOrDefault(eventId, List.of());
    }

    /** The keepers with the most gaps first. */
    List<LotGap> inOrder(boolean withConditional) {
        List<LotGap> shown = withConditional ? all : required();
        Map<Keeper, Long> counts = shown.stream().collect(Collectors.groupingBy(LotGap::ask, Collectors.counting()));
        return shown.stream()
                .sorted(Comparator.comparing((LotGap gap) -> counts.getOrDefault(gap.ask(), 0L))
                        .reversed()
                        .thenComparing(gap -> gap.ask().words())
                        .thenComparing(LotGap::at))
                .toList();
    }

    List<Group> groups(List<LotGap> shown) {
        return groups(shown, shown);
    }

    /** @param all of which a page shows a part */
    List<Group> groups(List<LotGap> shown, List<LotGap> all) {
        Map<Keeper, Long> totals = all.stream().collect(Collectors.groupingBy(LotGap::ask, Collectors.counting()));
        return shown.stream()
                .collect(Collectors.groupingBy(LotGap::ask, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> {
                    int total = totals.getOrDefault(group.getKey(), 0L).intValue();
                    return new Group(
                            group.getKey(),
                            group.getValue(),
                            total,
                            rows(group.getKey(), group.getValue()),
                            () -> letter(group.getKey(), group.getValue(), total));
                })
                .toList();
    }

    private List<Row> rows(Keeper keeper, List<LotGap> gaps) {
        return gaps.stream()
                .collect(Collectors.groupingBy(
                        gap -> List.of(gap.eventId(), gap.event(), gap.lots(), gap.kde(), gap.cfr(), gap.isRequired()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .map(same -> new Row(same.get(0), same, () -> letter(keeper, same, same.size())))
                .toList();
    }

    private String letter(Keeper keeper, List<LotGap> gaps, int total) {
        Map<Asked, List<RequestLetter.Missing>> missing = new LinkedHashMap<>();
        for (LotGap gap : gaps) {
            Asked event = events.get(new Lacking(gap.eventId(), gap.event(), gap.lots()));
            if (event == null) throw new IllegalStateException("no event of the gap " + gap.eventId());
            missing.computeIfAbsent(event, e -> new ArrayList<>())
                    .add(new RequestLetter.Missing(gap.kde(), gap.column(), gap.cfr(), gap.value()));
        }
        return RequestLetter.of(organisation, keeper, missing, total);
    }
}
