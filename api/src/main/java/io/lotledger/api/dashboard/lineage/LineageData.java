package io.lotledger.api.dashboard.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.dashboard.BidiControls;
import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageGraph.Withdrawal;
import io.lotledger.api.lots.picture.LineagePicture;
import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.LineagePicture.PlacedLine;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.history.TraceChange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A picture for {@code lineage.js}, in arrays that compress well: one element for each box or line, in their order.
 *
 * @param columns pairs of a column and its number of boxes
 * @param y difference to the box above, in the topmost box of a column to 0
 * @param rest what follows the prefix in the class URI; of a group, its key
 * @param prefix index in {@code prefixes}; -1 for a group
 * @param code where it is not the decoded {@code rest}
 * @param role one letter for each box: s(eed), u(pstream), d(ownstream)
 * @param marks pairs of missing elements and severity: 0 error, 1 warning, 2 note, -1 nothing
 * @param groups numbers of lots, products and places, and 1 if the group has several columns
 * @param from difference to the {@code from} of the line before
 * @param label index in {@code labels}
 * @param ends of withdrawn lines: the log position, and when it was declared an error in seconds, or -1
 * @param changes log positions at which the lineage changed; {@code null} unless asked for
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record LineageData(
        String lot,
        String direction,
        long logPosition,
        boolean isMarked,
        int lots,
        int seed,
        List<Integer> columns,
        List<Integer> y,
        List<String> prefixes,
        List<Integer> prefix,
        List<String> rest,
        Map<Integer, String> code,
        List<String> names,
        List<Integer> product,
        List<Integer> place,
        String role,
        Map<Integer, int[]> marks,
        Map<Integer, int[]> groups,
        List<String> labels,
        List<Integer> from,
        List<Integer> to,
        List<Integer> label,
        Map<Integer, List<Integer>> lanes,
        Map<Integer, long[]> ends,
        @Nullable ChangesData changes) {

    /**
     * @param at log positions, oldest first
     * @param time record times in seconds
     * @param cause one letter for each: c(apture), e(rror declaration)
     */
    record ChangesData(List<Long> at, List<Long> time, String cause) {
        static ChangesData of(List<TraceChange> changes) {
            StringBuilder causes = new StringBuilder();
            for (TraceChange change : changes) causes.append(change.cause() == TraceChange.Cause.CAPTURE ? 'c' : 'e');
            return new ChangesData(
                    changes.stream().map(TraceChange::logPosition).toList(),
                    changes.stream()
                            .map(change -> change.recordTime().getEpochSecond())
                            .toList(),
                    causes.toString());
        }
    }

    static LineageData of(LineageView view, @Nullable List<TraceChange> changes) {
        LineagePicture picture = view.picture();
        Boxes boxes = new Boxes(picture.boxes());
        Table labels = new Table();
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        List<Integer> label = new ArrayList<>();
        Map<Integer, List<Integer>> lanes = new TreeMap<>();
        Map<Integer, long[]> ends = new TreeMap<>();
        int previous = 0;
        for (PlacedLine line : picture.lines()) {
            if (!line.lanes().isEmpty()) lanes.put(from.size(), line.lanes());
            Withdrawal end = line.withdrawal();
            if (end != null) {
                Instant declared = end.declared();
                ends.put(from.size(), new long[] {end.until(), declared == null ? -1 : declared.getEpochSecond()});
            }
            from.add(line.from() - previous);
            previous = line.from();
            to.add(line.to());
            label.add(labels.index(line.label()));
        }
        return new LineageData(
                view.question().lot(),
                view.trace().direction().word(),
                view.trace().logPosition(),
                view.isMarked(),
                picture.lots(),
                picture.seed(),
                boxes.columns,
                boxes.y,
                boxes.prefixes.texts(),
                boxes.prefix,
                boxes.rest,
                boxes.code,
                boxes.names.texts(),
                boxes.product,
                boxes.place,
                boxes.role.toString(),
                boxes.marks,
                boxes.groups,
                labels.texts(),
                from,
                to,
                label,
                lanes,
                ends,
                changes == null ? null : ChangesData.of(changes));
    }

    /** Texts, each once. */
    private static final class Table {
        private final Map<String, Integer> indexes = new LinkedHashMap<>();

        int index(String text) {
            return indexes.computeIfAbsent(text, t -> indexes.size());
        }

        List<String> texts() {
            return List.copyOf(indexes.keySet());
        }
    }

    private static final class Boxes {
        private final List<Integer> columns = new ArrayList<>();
        private final List<Integer> y = new ArrayList<>();
        private final Table prefixes = new Table();
        private final List<Integer> prefix = new ArrayList<>();
        private final List<String> rest = new ArrayList<>();
        private final Map<Integer, String> code = new TreeMap<>();
        private final Table names = new Table();
        private final List<Integer> product = new ArrayList<>();
        private final List<Integer> place = new ArrayList<>();
        private final StringBuilder role = new StringBuilder();
        private final Map<Integer, int[]> marks = new TreeMap<>();
        private final Map<Integer, int[]> groups = new TreeMap<>();

        Boxes(List<Placed> boxes) {
            int above = 0;
            for (Placed box : boxes) {
                int last = columns.size();
                if (last == 0 || columns.get(last - 2) != box.column()) {
                    columns.add(box.column());
                    columns.add(1);
                    above = 0;
                } else {
                    columns.set(last - 1, columns.get(last - 1) + 1);
                }
                y.add(box.y() - above);
                above = box.y();
                identify(box);
                product.add(name(box.distinct(GraphLot::product), box.first().product()));
                place.add(name(box.distinct(GraphLot::place), box.first().place()));
                role.append(Character.toLowerCase(box.first().role().name().charAt(0)));
                Severity severity = box.severity();
                if (box.gaps() > 0 || severity != null) {
                    marks.put(rest.size() - 1, new int[] {box.gaps(), code(severity)});
                }
            }
        }

        private void identify(Placed box) {
            int number = rest.size();
            String key = box.key();
            if (key != null) {
                prefix.add(-1);
                rest.add(key);
                groups.put(number, new int[] {
                    box.lots().size(),
                    (int) box.distinct(GraphLot::product),
                    (int) box.distinct(GraphLot::place),
                    box.isFar() ? 1 : 0
                });
                return;
            }
            String uri = box.first().uri();
            int cut = Math.max(uri.lastIndexOf('/'), Math.max(uri.lastIndexOf(':'), uri.lastIndexOf('.'))) + 1;
            prefix.add(prefixes.index(uri.substring(0, cut)));
            rest.add(uri.substring(cut));
            String shown = BidiControls.without(box.first().code());
            if (!decoded(uri.substring(cut)).equals(shown)) code.put(number, shown);
        }

        private int name(long distinct, @Nullable String first) {
            return first == null || distinct != 1 ? -1 : names.index(BidiControls.without(first));
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text; // a class URI of a partner's own, with a bare per cent sign
            }
        }
    }

    /** As {@code lineage.js} reads it. */
    private static int code(@Nullable Severity severity) {
        if (severity == null) return -1;
        return switch (severity) {
            case ERROR -> 0;
            case WARNING -> 1;
            case INFO -> 2;
        };
    }
}
