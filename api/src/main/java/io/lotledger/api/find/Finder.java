package io.lotledger.api.find;

import io.lotledger.api.find.FindResult.More;
import io.lotledger.api.find.FindSection.Item;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.find.FindProjection;
import io.lotledger.projections.find.KnownKeys.KnownKey;
import io.lotledger.projections.find.SearchReader;
import io.lotledger.projections.find.SearchReading;
import io.lotledger.projections.find.Sought;
import io.lotledger.projections.find.UnitStays.Stay;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds anything of an organisation by one text: what a scanner, a label, a document or a person says. */
@Component
public class Finder {
    /** Results of one kind on the first page. */
    public static final int MOST_OF_A_KIND = 8;

    /** Longer than any Digital Link or label, and short enough for a line of a log. */
    public static final int LONGEST_TEXT = 2_000;

    static final int MOST_COUNTED = 1_000;

    /** Entries of the log that the tables may be behind before an answer says so. */
    private static final long WORTH_SAYING = 1_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final String SEPARATOR = " ";

    private final FoundLots lots;
    private final FoundKeys keys;
    private final FoundRecords records;
    private final ReadModels readModels;
    private final ProjectionPositions positions;

    Finder(FoundLots lots, FoundKeys keys, FoundRecords records, ReadModels readModels, ProjectionPositions positions) {
        this.lots = lots;
        this.keys = keys;
        this.records = records;
        this.readModels = readModels;
        this.positions = positions;
    }

    /** The first page: a few of each kind. Waits a moment for the tables before it says that there is nothing. */
    public FindResult find(Caller caller, String text) throws InterruptedException {
        long head = readModels.head();
        boolean isCurrent = covers(head);
        FindResult found = search(caller, text);
        if (isCurrent || !lacks(SearchReader.read(text), found.results())) return found;
        readModels.awaitTrace(head, LONGEST_WAIT);
        readModels.await(FindProjection.NAME, head, LONGEST_WAIT);
        return search(caller, text);
    }

    /** Whether what the text names is not there: nothing is, or its lot is not. */
    private static boolean lacks(SearchReading reading, List<Found> results) {
        return isNothing(reading, results) || lacksLot(reading, results);
    }

    private static boolean isNothing(SearchReading reading, List<Found> results) {
        return results.isEmpty() && !reading.sought().isEmpty();
    }

    private static boolean lacksLot(SearchReading reading, List<Found> results) {
        return namesLot(reading) && results.stream().noneMatch(found -> found.kind() == FoundKind.LOT);
    }

    private boolean covers(long head) {
        return readModels.tracePosition() >= head
                && positions.positions().getOrDefault(FindProjection.NAME, 0L) >= head;
    }

    /** The same at the tables as they are: nobody waits while a reader types. */
    public FindResult search(Caller caller, String text) {
        SearchReading reading = SearchReader.read(text);
        List<FindSection> sections = sections(caller, reading);
        Set<Found> results = new LinkedHashSet<>();
        Set<List<?>> listed = new HashSet<>();
        List<More> more = new ArrayList<>();
        @Nullable String next = null;
        for (int i = 0; i < sections.size(); i++) {
            FindSection section = sections.get(i);
            List<Item> items = section.after("", MOST_OF_A_KIND + 1);
            // a lot in the unit sought is not listed again among those of its product
            List<Found> found = items.stream()
                    .limit(MOST_OF_A_KIND)
                    .flatMap(item -> item.found().stream())
                    .filter(one -> !listed.contains(key(one)))
                    .toList();
            results.addAll(found);
            found.forEach(one -> listed.add(key(one)));
            if (items.size() <= MOST_OF_A_KIND) continue;
            int total = section.count(MOST_COUNTED + 1);
            more.add(new More(section.kind(), Math.min(total, MOST_COUNTED), total <= MOST_COUNTED));
            if (next == null)
                next = i + SEPARATOR + items.get(MOST_OF_A_KIND - 1).cursor();
        }
        return answer(caller, text, reading, List.copyOf(results), more, next);
    }

    /**
     * The results after the first page, or all results of one kind.
     *
     * @param only null for every kind
     * @param after {@link FindResult#next} of the page before; empty for the beginning, which needs a kind
     * @throws IllegalArgumentException when no page of this text gave {@code after}
     */
    public FindResult page(Caller caller, String text, @Nullable FoundKind only, String after, int size) {
        SearchReading reading = SearchReader.read(text);
        List<FindSection> sections = sections(caller, reading);
        int space = after.indexOf(SEPARATOR);
        int at = after.isEmpty() ? -1 : space > 0 ? Integer.parseInt(after.substring(0, space)) : sections.size();
        if (at >= sections.size()) throw new IllegalArgumentException(after);
        List<Found> results = new ArrayList<>();
        for (int i = Math.max(at, 0); i < sections.size(); i++) {
            FindSection section = sections.get(i);
            if (only != null && section.kind() != only) continue;
            @Nullable String from = i == at ? after.substring(space + 1) : only != null ? "" : afterFirstPage(section);
            if (from == null) continue;
            int wanted = size - results.size();
            List<Item> items = section.after(from, wanted + 1);
            items.stream().limit(wanted).flatMap(item -> item.found().stream()).forEach(results::add);
            if (items.size() > wanted) {
                String last = wanted == 0 ? from : items.get(wanted - 1).cursor();
                return answer(caller, text, reading, results, List.of(), i + SEPARATOR + last);
            }
        }
        return answer(caller, text, reading, results, List.of(), null);
    }

    private static List<?> key(Found found) {
        return List.of(found.kind(), found.id());
    }

    /** The cursor of the last item that the first page shows; null when it shows all. */
    private static @Nullable String afterFirstPage(FindSection section) {
        List<Item> items = section.after("", MOST_OF_A_KIND + 1);
        return items.size() > MOST_OF_A_KIND ? items.get(MOST_OF_A_KIND - 1).cursor() : null;
    }

    private FindResult answer(
            Caller caller,
            String text,
            SearchReading reading,
            List<Found> results,
            List<More> more,
            @Nullable String next) {
        List<String> notes = new ArrayList<>(reading.notes());
        List<Found> close = List.of();
        boolean isLacking = lacks(reading, results);
        if (isLacking && seesLots(caller)) {
            close = lots.close(caller.organisation(), code(reading, text));
            notes.add(nothing(code(reading, text), close));
        } else if (isNothing(reading, results)) {
            notes.add(
                    "This key finds export jobs, by their id or the id of their lot. Lots need a key with the role query, export"
                            + " or admin.");
        }
        long head = readModels.head();
        long position = positions.positions().getOrDefault(FindProjection.NAME, 0L);
        if (head - position > (isLacking ? 0 : WORTH_SAYING))
            notes.add(String.format(
                    Locale.ENGLISH,
                    "The tables of the search have come to log position %,d of %,d: what was captured since is not found yet.",
                    position,
                    head));
        return new FindResult(reading.understoodAs(), results, more, close, notes, next);
    }

    private static String nothing(String code, List<Found> close) {
        if (close.isEmpty()) {
            return "Nothing is called " + code
                    + ". Try a part of the code, the GTIN, the SSCC of its pallet or the number of its"
                    + " bill of lading. A lot of a partner appears once its events are captured.";
        }
        List<String> names = close.stream().map(Found::title).distinct().toList();
        String joined = names.size() == 1
                ? names.get(0) + " is close"
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1)
                        + " are close";
        return "No lot is called " + code + ". " + joined
                + ". A lot of a partner appears once its events are captured.";
    }

    private static boolean namesLot(SearchReading reading) {
        return reading.sought().stream()
                .anyMatch(
                        sought -> sought instanceof Sought.OfLot of && of.lot().lot() != null);
    }

    private static String code(SearchReading reading, String text) {
        for (Sought sought : reading.sought()) {
            if (sought instanceof Sought.OfLot of && of.lot().lot() != null)
                return of.lot().lot();
        }
        return text.strip();
    }

    private static boolean seesLots(Caller caller) {
        return has(caller, Role.QUERY, Role.EXPORT, Role.ADMIN);
    }

    private static boolean has(Caller caller, Role... roles) {
        for (Role role : roles) if (caller.roles().contains(role)) return true;
        return false;
    }

    private List<FindSection> sections(Caller caller, SearchReading reading) {
        List<FindSection> sections = new ArrayList<>();
        boolean hasNumber = reading.sought().stream().anyMatch(sought -> sought instanceof Sought.OfNumber);
        for (Sought sought : reading.sought()) {
            if (sought instanceof Sought.OfText of && seesLots(caller)) text(caller, of.text(), !hasNumber, sections);
            else if (sought instanceof Sought.OfId of) id(caller, of.id(), sections);
            else if (seesLots(caller)) named(caller, sought, sections);
        }
        return sections;
    }

    private void id(Caller caller, UUID id, List<FindSection> sections) {
        UUID organisation = caller.organisation();
        if (seesLots(caller)) {
            List<Found> lot = lots.exactly(organisation, id);
            if (!lot.isEmpty()) sections.add(FindSection.of(FoundKind.LOT, lot));
        }
        if (!has(caller, Role.EXPORT, Role.AUDIT, Role.ADMIN)) return;
        records.job(organisation, id)
                .ifPresent(job -> sections.add(FindSection.of(FoundKind.EXPORT_JOB, List.of(job))));
        sections.add(records.jobsOf(organisation, id));
    }

    private void named(Caller caller, Sought sought, List<FindSection> sections) {
        UUID organisation = caller.organisation();
        if (sought instanceof Sought.OfLot of) lot(organisation, of.lot(), sections);
        else if (sought instanceof Sought.OfUnit of) unit(organisation, of, sections);
        else if (sought instanceof Sought.OfGtin of) {
            keys.product(organisation, of.gtin()).ifPresent(known -> {
                sections.add(keys.one(FoundKind.PRODUCT, organisation, known));
                sections.add(lots.ofProduct(organisation, known.key(), known.lots()));
            });
        } else if (sought instanceof Sought.OfGln of)
            place(organisation, of.gln().value(), sections);
        else if (sought instanceof Sought.OfEvent of) event(caller, of.eventID(), sections);
        else if (sought instanceof Sought.OfUri of) uri(caller, of.uri(), sections);
        else if (sought instanceof Sought.OfNumber of) number(caller, of.number(), sections);
    }

    private void lot(UUID organisation, LotKey lot, List<FindSection> sections) {
        List<Found> exactly = lots.exactly(organisation, lot);
        if (!exactly.isEmpty()) sections.add(FindSection.of(FoundKind.LOT, exactly));
        else if (lot.gtin() != null) {
            keys.product(organisation, lot.gtin())
                    .ifPresent(known -> sections.add(keys.one(FoundKind.PRODUCT, organisation, known)));
        }
    }

    private void unit(UUID organisation, Sought.OfUnit unit, List<FindSection> sections) {
        if (!lots.isKnownUnit(organisation, unit.unit())) return;
        List<Stay> stays = lots.stays(organisation, unit.unit());
        long now = stays.stream().filter(stay -> stay.until() == null).count();
        String before = stays.size() == now ? null : FoundWords.count(stays.size() - now, "stay") + " of lots before";
        String cut = stays.size() < FoundLots.MOST_STAYS
                ? null
                : "or more: only the first " + FoundWords.count(FoundLots.MOST_STAYS, "stay") + " are listed";
        sections.add(FindSection.of(
                FoundKind.UNIT,
                List.of(new Found(
                        FoundKind.UNIT,
                        unit.unit(),
                        unit.name(),
                        FoundWords.joined(
                                now == 0 ? "nothing inside now" : FoundWords.count(now, "lot") + " inside now",
                                before,
                                cut),
                        false))));
        sections.add(lots.ofUnit(organisation, stays));
    }

    private void place(UUID organisation, String key, List<FindSection> sections) {
        Optional<KnownKey> known = keys.place(organisation, key);
        if (known.isEmpty()) return;
        sections.add(keys.one(FoundKind.PLACE, organisation, known.get()));
        sections.add(lots.ofPlace(organisation, key, known.get().lots()));
    }

    private void event(Caller caller, String eventID, List<FindSection> sections) {
        if (!has(caller, Role.QUERY, Role.ADMIN)) return;
        records.event(caller.organisation(), eventID)
                .ifPresent(event -> sections.add(FindSection.of(FoundKind.EVENT, List.of(event))));
    }

    private void uri(Caller caller, String uri, List<FindSection> sections) {
        UUID organisation = caller.organisation();
        LotKey.of(uri).ifPresent(lot -> lot(organisation, lot, sections));
        place(organisation, Gln.of(uri).map(Gln::value).orElse(uri), sections);
        unit(organisation, new Sought.OfUnit(uri, uri), sections);
        event(caller, uri, sections);
        if (records.isDocument(organisation, uri)) documents(caller, List.of(uri), sections);
    }

    private void number(Caller caller, String number, List<FindSection> sections) {
        boolean isFound = sections.stream().anyMatch(section -> section.kind() == FoundKind.DOCUMENT);
        if (isFound) return; // by the number with the word for its type
        UUID organisation = caller.organisation();
        List<String> named = records.named(organisation, number);
        if (!named.isEmpty()) documents(caller, named, sections);
        else if (records.documentsByNumber(organisation, number).count(1) > 0)
            sections.add(records.documentsByNumber(organisation, number));
    }

    private void documents(Caller caller, List<String> documents, List<FindSection> sections) {
        UUID organisation = caller.organisation();
        sections.add(FindSection.of(
                FoundKind.DOCUMENT,
                documents.stream()
                        .map(uri -> records.document(organisation, uri))
                        .toList()));
        Set<UUID> inThem = new LinkedHashSet<>();
        documents.forEach(document -> inThem.addAll(records.lotsOf(organisation, document)));
        sections.add(lots.of(organisation, inThem));
        if (has(caller, Role.QUERY, Role.ADMIN))
            documents.forEach(document -> sections.add(records.eventsOf(organisation, document)));
    }

    private void text(Caller caller, String text, boolean withDocuments, List<FindSection> sections) {
        UUID organisation = caller.organisation();
        sections.add(lots.byText(organisation, text));
        sections.add(keys.productsByText(organisation, text));
        sections.add(keys.placesByText(organisation, text));
        if (withDocuments) sections.add(records.documentsByNumber(organisation, text));
    }
}
