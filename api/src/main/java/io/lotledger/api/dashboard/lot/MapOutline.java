package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.lot.MapProjection.Degrees;
import io.lotledger.api.dashboard.lot.MapProjection.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Coasts and borders: of the states within the United States, of countries elsewhere. {@code src/build/MapOutline.java} makes the data. */
final class MapOutline {
    private static final String FILE = "/map/outline.txt";
    private static final List<Line> LINES = read();
    /** In pixels: a point nearer than this to the one before it is left out. */
    private static final double NEAR = 1.5;

    private MapOutline() {}

    /** @param kind {@code s} for states, {@code c} for other countries, {@code u} for the United States as a country */
    private record Line(char kind, List<Degrees> points) {
        private boolean reaches(Degrees low, Degrees high) {
            return points.stream().anyMatch(point -> isBetween(point, low, high));
        }
    }

    /**
     * The lines within a part of the earth, as the path of an SVG; empty where there are none.
     *
     * @param onMap where a point is drawn
     */
    static String path(
            boolean isOfUnitedStates, Degrees low, Degrees high, Function<Degrees, Point> onMap, Point size) {
        StringBuilder path = new StringBuilder();
        for (Line line : LINES) {
            if (line.kind() == (isOfUnitedStates ? 'u' : 's') || !line.reaches(low, high)) continue;
            append(path, line.points(), low, high, onMap, size);
        }
        return path.toString();
    }

    private static void append(
            StringBuilder path,
            List<Degrees> points,
            Degrees low,
            Degrees high,
            Function<Degrees, Point> onMap,
            Point size) {
        @Nullable Point before = null;
        boolean isDrawing = false;
        for (int i = 0; i < points.size(); i++) {
            Degrees degrees = points.get(i);
            if (!isBetween(degrees, low, high)) {
                before = null;
                isDrawing = false;
                continue;
            }
            Point at = onMap.apply(degrees);
            boolean isLast = i == points.size() - 1;
            if (before == null) {
                before = at;
            } else if (!crosses(before, at, size)) {
                before = at;
                isDrawing = false;
            } else if (isLast || Math.hypot(at.x() - before.x(), at.y() - before.y()) >= NEAR) {
                if (!isDrawing) path.append('M').append(text(before));
                path.append('L').append(text(at));
                before = at;
                isDrawing = true;
            }
        }
    }

    /** Whether a piece of a line may be seen. */
    private static boolean crosses(Point from, Point to, Point size) {
        return Math.max(from.x(), to.x()) >= 0
                && Math.min(from.x(), to.x()) <= size.x()
                && Math.max(from.y(), to.y()) >= 0
                && Math.min(from.y(), to.y()) <= size.y();
    }

    private static String text(Point point) {
        return Math.round(point.x()) + " " + Math.round(point.y());
    }

    private static boolean isBetween(Degrees point, Degrees low, Degrees high) {
        return point.latitude() >= low.latitude()
                && point.latitude() <= high.latitude()
                && point.longitude() >= low.longitude()
                && point.longitude() <= high.longitude();
    }

    private static List<Line> read() {
        InputStream file = Objects.requireNonNull(MapOutline.class.getResourceAsStream(FILE), FILE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return lines.lines().map(MapOutline::line).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        String[] steps = text.split(" ", -1);
        List<Degrees> points = new ArrayList<>();
        int longitude = 0;
        int latitude = 0;
        for (int i = 1; i + 1 < steps.length; i += 2) {
            longitude += Integer.parseInt(steps[i]);
            latitude += Integer.parseInt(steps[i + 1]);
            points.add(new Degrees(latitude / 100.0, longitude / 100.0));
        }
        return new Line(text.charAt(0), List.copyOf(points));
    }
}
