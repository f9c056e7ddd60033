package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.lots.picture.LineageGraph;
import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageLayout;
import io.lotledger.api.lots.picture.Link;
import io.lotledger.api.lots.picture.QuantitySum;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.index.IndexedEvents;
import io.lotledger.projections.index.IndexedEvents.IndexedEvent;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lineage as a table: one row for each event that links two lots, with the links that no longer hold. */
final class LineageTable {
    static final int PAGE_SIZE = 200;

    private final List<Row> rows;

    private LineageTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A lot as a row shows it.
     *
     * @param id its short id
     */
    record Named(
            String id,
            String code,
            @Nullable String product,
            @Nullable String place,
            String uri) {}

    /**
     * @param stage column of {@code to}
     * @param eventTime {@code null} if the event index has not read the event yet
     * @param withdrawn when the event was declared an error; {@code null} while the row is in force
     */
    record Row(
            int stage,
            Named from,
            Named to,
            String quantity,
            @Nullable BigDecimal amount,
            String eventId,
            @Nullable String bizStep,
            @Nullable OffsetDateTime eventTime,
            boolean isInForce,
            @Nullable Instant withdrawn) {

        /** The business step in words. */
        public String step() {
            if (bizStep == null) return eventTime == null ? "Event" : "Transformation";
            return Show.words(bizStep);
        }

        String stageInWords() {
            int steps = Math.abs(stage);
            if (stage == 0) return "Into this lot";
            String distance = steps + (steps == 1 ? " step " : " steps ");
            return "Into lots " + distance + (stage < 0 ? "before" : "after");
        }
    }

    /** The columns by which a reader can sort. */
    @SuppressWarnings("ImmutableEnumChecker") // comparators without state
    enum Sort {
        STAGE(Comparator.comparingInt(Row::stage)),
        FROM(Comparator.comparing(row -> row.from().code())),
        TO(Comparator.comparing(row -> row.to().code())),
        QUANTITY(Comparator.comparing(Row::amount, Comparator.nullsLast(Comparator.naturalOrder()))),
        EVENT(Comparator.comparing(row -> row.bizStep() == null ? row.eventId() : row.bizStep())),
        TIME(Comparator.comparing(
                row -> row.eventTime() == null ? null : row.eventTime().toInstant(),
                Comparator.nullsLast(Comparator.naturalOrder()))),
        STATE(Comparator.comparing(Row::isInForce).reversed());

        private final Comparator<Row> order;

        Sort(Comparator<Row> order) {
            this.order = order.thenComparing(Row::stage)
                    .thenComparing(row -> row.from().uri())
                    .thenComparing(row -> row.to().uri())
                    .thenComparing(Row::eventId);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param word unknown words sort by stage */
        static Sort of(@Nullable String word) {
            return Stream.of(values())
                    .filter(sort -> sort.word().equals(word))
                    .findFirst()
                    .orElse(STAGE);
        }
    }

    static LineageTable of(LineageView view, IndexedEvents index, Sort sort) {
        LineageGraph graph = view.graph();
        UUID organisation = view.trace().seed().organisation();
        List<String> uris = graph.lots().stream().map(GraphLot::uri).toList();
        int[] columns = LineageLayout.columns(
                uris,
                graph.seed(),
                graph.lines().stream().map(LineageGraph.Line::link).toList());
        Map<UUID, Integer> numbers = new HashMap<>();
        Map<String, Lot> lots = view.described().stream()
                .collect(Collectors.toMap(known -> known.lot().key().uri(), known -> known.lot(), (one, same) -> one));
        List<Named> named = new ArrayList<>();
        for (GraphLot lot : graph.lots()) {
            Lot known = lots.get(lot.uri());
            UUID id = known == null ? LotKey.of(lot.uri()).orElseThrow().idIn(organisation) : known.id();
            numbers.put(id, named.size());
            named.add(new Named(ShortUuid.encode(id), lot.code(), lot.product(), lot.place(), lot.uri()));
        }
        Map<String, IndexedEvent> events = index.find(
                organisation,
                Stream.concat(
                                view.trace().edges().stream().map(Edge::eventId),
                                view.withdrawn().links().stream().flatMap(link -> link.eventIds().stream()))
                        .distinct()
                        .toList());
        List<Row> rows = new ArrayList<>();
        for (Edge edge : view.trace().edges()) {
            Link ends = link(numbers, edge.from(), edge.to());
            if (ends == null) continue;
            rows.add(row(named, columns, ends, edge.inputs(), edge.eventId(), events, true, null));
        }
        for (WithdrawnLinks.Link link : view.withdrawn().links()) {
            Link ends = link(numbers, link.from(), link.to());
            if (ends == null) continue;
            WithdrawnLinks.Declaration declaration = link.declaredBy();
            rows.add(row(
                    named,
                    columns,
                    ends,
                    Stream.ofNullable(link.input()).toList(),
                    link.eventIds().get(0),
                    events,
                    false,
                    declaration == null ? null : declaration.declarationTime()));
        }
        rows.sort(sort.order);
        return new LineageTable(rows);
    }

    private static @Nullable Link link(Map<UUID, Integer> numbers, UUID from, UUID to) {
        Integer one = numbers.get(from);
        Integer other = numbers.get(to);
        return one == null || other == null ? null : new Link(one, other);
    }

    private static Row row(
            List<Named> named,
            int[] columns,
            Link ends,
            List<Amount> amounts,
            String eventId,
            Map<String, IndexedEvent> events,
            boolean isInForce,
            @Nullable Instant withdrawn) {
        IndexedEvent event = events.get(eventId);
        return new Row(
                columns[ends.to()],
                named.get(ends.from()),
                named.get(ends.to()),
                amounts.isEmpty()
                        ? QuantitySum.text(null)
                        : amounts.stream()
                                .map(amount -> QuantitySum.text(amount))
                                .collect(Collectors.joining(" + ")),
                amounts.size() == 1 ? amounts.get(0).quantity() : null,
                eventId,
                event == null ? null : event.bizStep(),
                event == null ? null : event.eventTime(),
                isInForce,
                withdrawn);
    }

    int size() {
        return rows.size();
    }

    /** @param number from 1 */
    List<Row> page(int number) {
        int from = Math.min(rows.size(), (number - 1) * PAGE_SIZE);
        return rows.subList(from, Math.min(rows.size(), from + PAGE_SIZE));
    }

    int pages() {
        return Math.max(1, (rows.size() + PAGE_SIZE - 1) / PAGE_SIZE);
    }

    /** RFC 4180, every field quoted. */
    String csv() {
        StringBuilder csv = new StringBuilder();
        line(
                csv,
                "from",
                "from_product",
                "from_place",
                "to",
                "to_product",
                "to_place",
                "quantity",
                "event_id",
                "event_time",
                "state",
                "stage");
        for (Row row : rows) {
            line(
                    csv,
                    row.from().uri(),
                    text(row.from().product()),
                    text(row.from().place()),
                    row.to().uri(),
                    text(row.to().product()),
                    text(row.to().place()),
                    row.quantity(),
                    row.eventId(),
                    row.eventTime() == null ? "" : row.eventTime().toString(),
                    row.isInForce()
                            ? "in force"
                            : row.withdrawn() == null ? "no longer in force" : "declared an error " + row.withdrawn(),
                    Integer.toString(row.stage()));
        }
        return csv.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void line(StringBuilder csv, String... fields) {
        csv.append(CsvBody.line(fields));
    }
}
