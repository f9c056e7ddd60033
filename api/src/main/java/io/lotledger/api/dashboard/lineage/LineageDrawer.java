package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageGraph.Line;
import io.lotledger.api.lots.picture.LineageGraph.Use;
import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.Link;
import io.lotledger.api.lots.picture.QuantitySum;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the picture about the selected lot, line or group.
 *
 * @param lotUrl page of the selected lot; {@code null} for a line, a group and the seed
 * @param mapUrl the map with the selected lots; {@code null} for a group
 * @param openUrl opens the selected group; {@code null} otherwise
 * @param cameOf lines into the selected lot, and out of it
 */
record LineageDrawer(
        String title,
        String sub,
        @Nullable String lotUrl,
        @Nullable String mapUrl,
        @Nullable String openUrl,
        List<EventEvidence> events,
        List<Neighbour> cameOf,
        List<Neighbour> wentInto,
        List<Member> members,
        int moreMembers) {
    private static final int MOST_MEMBERS = 100;

    /** @param url selects the line between the two lots */
    record Neighbour(String code, @Nullable String product, String quantity, boolean isWithdrawn, String url) {}

    record Member(
            String code, @Nullable String product, @Nullable String place, String url) {}

    /** Makes the drawer of one view. */
    static final class Maker {
        private final LineageView view;
        private final LineageEvidence evidence;
        private final Map<String, Integer> numbers = new HashMap<>();

        Maker(LineageView view, LineageEvidence evidence) {
            this.view = view;
            this.evidence = evidence;
            List<GraphLot> lots = view.graph().lots();
            for (int i = 0; i < lots.size(); i++) numbers.put(lots.get(i).uri(), i);
        }

        /** {@code null} if nothing is selected. */
        @Nullable
        LineageDrawer make() {
            List<String> selection = view.question().selection();
            if (selection.isEmpty()) return null;
            List<Integer> selected = selection.stream()
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .toList();
            if (selected.size() < selection.size()) return group(selection.get(0));
            return selected.size() == 1 ? lot(selected.get(0)) : line(selected.get(0), selected.get(1));
        }

        private LineageDrawer lot(int number) {
            GraphLot lot = lotAt(number);
            List<Neighbour> cameOf = new ArrayList<>();
            List<Neighbour> wentInto = new ArrayList<>();
            for (Line line : view.graph().lines()) {
                if (line.link().to() == number)
                    cameOf.add(neighbour(line, line.link().from()));
                if (line.link().from() == number)
                    wentInto.add(neighbour(line, line.link().to()));
            }
            return new LineageDrawer(
                    lot.code(),
                    Stream.of(lot.product(), lot.place())
                            .filter(Objects::nonNull)
                            .collect(Collectors.joining(", ")),
                    number == view.graph().seed() ? null : lotUrl(lot),
                    view.question().mapUrl(),
                    null,
                    evidence.ofLot(organisation(), key(lot), view.trace().logPosition()),
                    cameOf,
                    wentInto,
                    List.of(),
                    0);
        }

        private Neighbour neighbour(Line line, int other) {
            GraphLot lot = lotAt(other);
            return new Neighbour(
                    lot.code(), lot.product(), quantity(line), line.withdrawal() != null, lineUrl(line.link()));
        }

        private static String quantity(Line line) {
            QuantitySum sum = new QuantitySum();
            for (Use use : line.uses()) sum.add(use.amount());
            return sum.text();
        }

        private String lineUrl(Link link) {
            return view.question()
                    .url(
                            "",
                            "sel",
                            lotAt(link.from()).uri() + " " + lotAt(link.to()).uri());
        }

        private LineageDrawer line(int from, int to) {
            GraphLot one = lotAt(from);
            GraphLot other = lotAt(to);
            return new LineageDrawer(
                    one.code() + " into " + other.code(),
                    "",
                    null,
                    view.question().mapUrl(),
                    null,
                    evidence.ofLine(
                            organisation(), key(one), key(other), view.trace().logPosition()),
                    List.of(),
                    List.of(),
                    List.of(),
                    0);
        }

        private LineageDrawer group(String key) {
            return view.picture().boxes().stream()
                    .filter(box -> key.equals(box.key()))
                    .findFirst()
                    .map(box -> group(key, box))
                    .orElseGet(() -> new LineageDrawer(
                            "Not in this lineage",
                            "What was selected does not belong to the lineage as it is shown here. It may at another time or in another direction.",
                            null,
                            null,
                            null,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            0));
        }

        private LineageDrawer group(String key, Placed box) {
            String open = Stream.concat(view.question().open().stream(), Stream.of(key))
                    .sorted()
                    .collect(Collectors.joining(","));
            return new LineageDrawer(
                    String.format(Locale.US, "%,d lots", box.lots().size()),
                    box.distinct(GraphLot::product) + " products, " + box.distinct(GraphLot::place) + " places",
                    null,
                    null,
                    view.question().url("", "open", open, "sel", null),
                    List.of(),
                    List.of(),
                    List.of(),
                    box.lots().stream()
                            .limit(MOST_MEMBERS)
                            .map(lot -> new Member(lot.code(), lot.product(), lot.place(), lotUrl(lot)))
                            .toList(),
                    Math.max(0, box.lots().size() - MOST_MEMBERS));
        }

        private GraphLot lotAt(int number) {
            return view.graph().lots().get(number);
        }

        private UUID organisation() {
            return view.trace().seed().organisation();
        }

        private static LotKey key(GraphLot lot) {
            return LotKey.of(lot.uri()).orElseThrow();
        }

        private String lotUrl(GraphLot lot) {
            return "/compliance/lots/" + ShortUuid.encode(key(lot).idIn(organisation())) + "/lineage";
        }
    }
}
