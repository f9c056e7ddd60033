package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.LineagePicture.PlacedLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Lines leave and enter a box one below the other, in the order of their other ends. {@code lineage.js} does the same. */
final class BoxSides {
    private static final int MOST_STEP = 12;
    private static final int HEIGHT = LineageLayout.BOX_HEIGHT - 18;

    private BoxSides() {}

    static List<PlacedLine> spread(List<Placed> boxes, List<PlacedLine> lines) {
        int[] leaves = offsets(
                lines,
                PlacedLine::from,
                line -> line.lanes().isEmpty()
                        ? boxes.get(line.to()).y()
                        : line.lanes().get(0));
        int[] enters = offsets(
                lines,
                PlacedLine::to,
                line -> line.lanes().isEmpty()
                        ? boxes.get(line.from()).y()
                        : line.lanes().get(line.lanes().size() - 1));
        return IntStream.range(0, lines.size())
                .mapToObj(line -> lines.get(line).at(leaves[line], enters[line]))
                .toList();
    }

    private static int[] offsets(
            List<PlacedLine> lines, ToIntFunction<PlacedLine> box, ToIntFunction<PlacedLine> otherEnd) {
        Map<Integer, List<Integer>> byBox = new HashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            if (LinePath.isBelow(lines.get(line))) continue;
            byBox.computeIfAbsent(box.applyAsInt(lines.get(line)), b -> new ArrayList<>())
                    .add(line);
        }
        int[] offsets = new int[lines.size()];
        for (List<Integer> side : byBox.values()) {
            side.sort(Comparator.comparingInt(line -> otherEnd.applyAsInt(lines.get(line))));
            double step = Math.min(MOST_STEP, (double) HEIGHT / side.size());
            for (int i = 0; i < side.size(); i++) {
                offsets[side.get(i)] = (int) Math.round((i - (side.size() - 1) / 2.0) * step);
            }
        }
        return offsets;
    }
}
