package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.LineagePicture.PlacedLine;

/** The course of a line as SVG path data. {@code lineage.js} draws the same course. */
final class LinePath {
    private static final int BEND = (LineageLayout.COLUMN - LineageLayout.BOX_WIDTH) / 2;
    private static final int DROP = 76;
    private static final int ARROW = 7;

    private LinePath() {}

    /** A line that leads back, or from a lot to itself, leaves and enters at the bottom. */
    static boolean isBelow(PlacedLine line) {
        return line.isReturn() || line.from() == line.to();
    }

    static String of(LineagePicture picture, PlacedLine line) {
        Placed from = picture.boxes().get(line.from());
        Placed to = picture.boxes().get(line.to());
        if (isBelow(line)) return below(from, to);
        StringBuilder path = new StringBuilder();
        int x = from.column() * LineageLayout.COLUMN + LineageLayout.BOX_WIDTH;
        int y = from.y() + line.leaves();
        path.append("M").append(x).append(' ').append(y);
        int column = from.column();
        for (int lane : line.lanes()) {
            column++;
            int start = column * LineageLayout.COLUMN;
            curve(path, x, y, start, lane);
            x = start + LineageLayout.BOX_WIDTH;
            y = lane;
            path.append("H").append(x);
        }
        curve(path, x, y, to.column() * LineageLayout.COLUMN - ARROW, to.y() + line.enters());
        return path.toString();
    }

    private static void curve(StringBuilder path, int x, int y, int endX, int endY) {
        path.append("C%d %d %d %d %d %d".formatted(x + BEND, y, endX - BEND, endY, endX, endY));
    }

    private static String below(Placed from, Placed to) {
        int x = from.column() * LineageLayout.COLUMN + LineageLayout.BOX_WIDTH / 2;
        int endX = to.column() * LineageLayout.COLUMN + LineageLayout.BOX_WIDTH / 2;
        int spread = x == endX ? LineageLayout.BOX_WIDTH / 3 : 0;
        int y = from.y() + LineageLayout.BOX_HEIGHT / 2;
        int endY = to.y() + LineageLayout.BOX_HEIGHT / 2 + ARROW;
        return "M%d %dC%d %d %d %d %d %d"
                .formatted(x + spread / 2, y, x + spread, y + DROP, endX - spread, endY + DROP, endX, endY);
    }

    /** Where the quantities stand: in the space before the last box, where every line has its own height. */
    static int[] middle(LineagePicture picture, PlacedLine line) {
        Placed from = picture.boxes().get(line.from());
        Placed to = picture.boxes().get(line.to());
        if (isBelow(line)) {
            return new int[] {
                (from.column() + to.column()) * LineageLayout.COLUMN / 2 + LineageLayout.BOX_WIDTH / 2,
                (from.y() + to.y()) / 2 + LineageLayout.BOX_HEIGHT / 2 + DROP * 3 / 4
            };
        }
        int start = line.lanes().isEmpty()
                ? from.y() + line.leaves()
                : line.lanes().get(line.lanes().size() - 1);
        return new int[] {to.column() * LineageLayout.COLUMN - BEND, (start + to.y() + line.enters()) / 2};
    }
}
