import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes {@code map/outline.txt}, the lines of the map of a lot, of data in the public domain. Not part of the build. The sources are
 * {@code states-10m.json} of the npm package us-atlas 3.0.1 (Census Bureau, cartographic boundaries) and {@code countries-110m.json} of
 * world-atlas 2.0.2 (Natural Earth).
 *
 * <pre>java api/src/build/MapOutline.java states-10m.json countries-110m.json > api/src/main/resources/map/outline.txt</pre>
 *
 * <p>Each line of the file is a line of the map: a letter, then longitude and latitude of its first point, then the steps to the next
 * points, in hundredths of a degree. The letter is {@code s} for states, {@code c} for other countries, {@code u} for the United States
 * as a country.
 */
class MapOutline {
    private static final double TOLERANCE = 2.5; // hundredths of a degree
    private static final int ANTARCTICA = -6_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    public static void main(String[] files) throws IOException {
        print(Files.readString(Path.of(files[0])), "s", Set.of());
        String countries = Files.readString(Path.of(files[1]));
        print(countries, "c", arcsOf(countries, "840"));
    }

    /** The arcs of a country, by their numbers. */
    private static Set<Integer> arcsOf(String topology, String id) {
        Set<Integer> arcs = new HashSet<>();
        for (String geometry : topology.split("\\{\"type\":\"(?=(?:Multi)?Polygon)")) {
            if (!geometry.contains("\"id\":\"" + id + "\"")) continue;
            Matcher number = NUMBER.matcher(geometry.substring(0, geometry.indexOf("]]")));
            if (geometry.startsWith("Multi")) number = NUMBER.matcher(geometry.substring(0, geometry.indexOf("]]]")));
            while (number.find()) {
                int arc = Integer.parseInt(number.group());
                arcs.add(arc < 0 ? ~arc : arc);
            }
        }
        return arcs;
    }

    private static void print(String topology, String letter, Set<Integer> ofUnitedStates) {
        double[] scale = pair(topology, "\"scale\":[");
        double[] translate = pair(topology, "\"translate\":[");
        int first = topology.lastIndexOf("\"arcs\":[[[") + "\"arcs\":[[[".length();
        String[] arcs = topology.substring(first, topology.indexOf("]]]", first)).split("]],\\[\\[");
        for (int arc = 0; arc < arcs.length; arc++) {
            Matcher number = NUMBER.matcher(arcs[arc]);
            List<double[]> points = new ArrayList<>();
            double x = 0;
            double y = 0;
            while (number.find()) {
                x += Double.parseDouble(number.group());
                if (!number.find()) break;
                y += Double.parseDouble(number.group());
                points.add(new double[] {(x * scale[0] + translate[0]) * 100, (y * scale[1] + translate[1]) * 100});
            }
            String kind = ofUnitedStates.contains(arc) ? "u" : letter;
            for (List<double[]> piece : pieces(points)) System.out.println(kind + steps(simplified(piece)));
        }
    }

    /** Without Antarctica, and without steps along the edge of the source or across all of it. */
    private static List<List<double[]>> pieces(List<double[]> points) {
        List<List<double[]>> pieces = new ArrayList<>();
        List<double[]> piece = new ArrayList<>();
        for (double[] point : points) {
            double[] before = piece.isEmpty() ? null : piece.get(piece.size() - 1);
            boolean isCut = before != null
                    && (Math.abs(point[0] - before[0]) > 18_000
                            || (Math.abs(point[0]) > 17_999 && Math.abs(before[0]) > 17_999));
            if (isCut || point[1] < ANTARCTICA) {
                if (piece.size() > 1) pieces.add(piece);
                piece = new ArrayList<>();
            }
            if (point[1] >= ANTARCTICA) piece.add(point);
        }
        if (piece.size() > 1) pieces.add(piece);
        return pieces;
    }

    private static double[] pair(String topology, String before) {
        int at = topology.indexOf(before) + before.length();
        String[] numbers = topology.substring(at, topology.indexOf(']', at)).split(",");
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }

    private static String steps(List<double[]> points) {
        StringBuilder text = new StringBuilder();
        long x = 0;
        long y = 0;
        for (double[] point : points) {
            long toX = Math.round(point[0]);
            long toY = Math.round(point[1]);
            text.append(' ').append(toX - x).append(' ').append(toY - y);
            x = toX;
            y = toY;
        }
        return text.toString();
    }

    /** After Douglas and Peucker. */
    private static List<double[]> simplified(List<double[]> points) {
        int last = points.size() - 1;
        if (last < 2) return points;
        int farthest = 0;
        double most = TOLERANCE;
        for (int i = 1; i < last; i++) {
            double distance = distance(points.get(i), points.get(0), points.get(last));
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        if (farthest == 0) return List.of(points.get(0), points.get(last));
        List<double[]> kept = new ArrayList<>(simplified(points.subList(0, farthest + 1)));
        kept.remove(kept.size() - 1);
        kept.addAll(simplified(points.subList(farthest, last + 1)));
        return kept;
    }

    private static double distance(double[] point, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = Math.hypot(dx, dy);
        if (length == 0) return Math.hypot(point[0] - from[0], point[1] - from[1]);
        return Math.abs(dy * (point[0] - from[0]) - dx * (point[1] - from[1])) / length;
    }
}
