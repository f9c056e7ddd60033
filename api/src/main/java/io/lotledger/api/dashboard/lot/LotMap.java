package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.lot.MapProjection.Degrees;
import io.lotledger.api.dashboard.lot.MapProjection.Point;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.answers.SupplyNetwork;
import io.lotledger.projections.cte.answers.SupplyNetwork.Delivery;
import io.lotledger.projections.cte.answers.SupplyNetwork.Station;
import io.lotledger.projections.cte.answers.TraceWithUnits;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places of a trace on the outline of the land, and the deliveries between them. Places at nearly the same point share a marker.
 *
 * @param markers in the order of their numbers
 * @param outline of the land, as the path of an SVG; empty where there is none
 * @param unplaced places without coordinates, in the frame beside the map
 */
record LotMap(
        List<Marker> markers,
        List<Line> lines,
        List<GridLine> grid,
        String outline,
        List<Stop> unplaced,
        List<Route> routes,
        int width,
        int height) {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 520;
    private static final int MARGIN = 56;
    private static final double LETTER = 6.8;
    private static final double LINE = 18;
    /** Closer places share a marker. */
    private static final double MARKER = 20;
    /** About 30 miles: a single place is not drawn at any larger scale. */
    private static final double LEAST_SPAN = 0.008;

    private static final double[] STEPS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30};
    private static final Pattern GEO =
            Pattern.compile("geo:(-?\\d+(?:\\.\\d+)?),(-?\\d+(?:\\.\\d+)?).*", Pattern.CASE_INSENSITIVE);

    /**
     * @param number in the marker, and in the list of places
     * @param label beside the marker; empty where another label is
     */
    record Marker(int number, int x, int y, List<Stop> stops, String label, boolean labelLeft) {
        public String names() {
            return stops.stream().map(Stop::name).collect(Collectors.joining("; "));
        }
    }

    record Stop(String id, String name, String address) {}

    /**
     * @param kind {@code up} for lots that went into the lot, {@code down} for lots made of it, {@code seed} for itself
     * @param isSelected whether one of its deliveries is of a selected lot
     */
    record Line(String kind, String path, String name, boolean isSelected) {}

    /** @param label such as {@code 36° N}; empty where it would be outside */
    record GridLine(String path, String label, long x, long y, String anchor) {}

    /**
     * Deliveries from one place to another.
     *
     * @param lots the first of them
     * @param moreLots number of the others
     * @param isSelected whether one of the lots is selected
     */
    record Route(
            String kind,
            String from,
            String to,
            int deliveries,
            List<RouteLot> lots,
            int moreLots,
            boolean isSelected) {
        String words() {
            String shown = lots.stream().map(RouteLot::code).collect(Collectors.joining(", "));
            return from + " to " + to + ": " + shown + (moreLots == 0 ? "" : " and " + moreLots + " more");
        }
    }

    /** @param uri selects it in the graph; null for a unit without a lot, whose code is its URI */
    record RouteLot(String code, @Nullable String uri) {
        static RouteLot of(LotKey lot) {
            return new RouteLot(lot.lot() == null ? lot.printed() : lot.lot(), lot.uri());
        }

        static RouteLot ofUnit(LotKey standIn) {
            return new RouteLot(standIn.uri(), null);
        }
    }

    /** @param selected the lots whose deliveries are to stand out */
    static LotMap of(TraceWithUnits known, SupplyNetwork network, Set<LotKey> selected) {
        Trace trace = known.lots().trace();
        MasterData masterData = known.masterData();
        Map<String, Degrees> degrees = new LinkedHashMap<>();
        for (Station station : network.stations())
            degrees(station.id(), masterData).ifPresent(found -> degrees.put(station.id(), found));
        Frame frame = Frame.of(degrees.values());
        List<Marker> markers = markers(network.stations(), degrees, frame, masterData);
        Map<String, Marker> markerOf = new HashMap<>();
        markers.forEach(marker -> marker.stops().forEach(stop -> markerOf.put(stop.id(), marker)));
        Set<LotKey> lots = trace.nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
        Set<LotKey> upstream = Stream.concat(
                        trace.nodes().stream(), known.units().stream().flatMap(units -> units.trace().nodes().stream()))
                .filter(node -> node.role() == Trace.Role.UPSTREAM)
                .map(node -> node.lot().key())
                .collect(Collectors.toSet());
        Map<List<String>, List<Delivery>> pairs = network.deliveries().stream()
                .collect(Collectors.groupingBy(
                        delivery -> List.of(
                                delivery.from(),
                                delivery.to(),
                                kind(trace.seed().key(), upstream, delivery.lot())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        LotPlaces places = new LotPlaces(masterData);
        List<Line> lines = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        Set<String> drawn = new LinkedHashSet<>();
        pairs.forEach((pair, deliveries) -> {
            Route route = route(pair, deliveries, places, lots, selected);
            routes.add(route);
            Marker from = markerOf.get(pair.get(0));
            Marker to = markerOf.get(pair.get(1));
            if (from == null || to == null || from.equals(to)) return;
            String path = path(from, to);
            if (drawn.add(pair.get(2) + path))
                lines.add(new Line(pair.get(2), path, route.words(), route.isSelected()));
        });
        return new LotMap(
                markers,
                lines,
                degrees.isEmpty() ? List.of() : frame.grid(),
                degrees.isEmpty() ? "" : frame.outline(),
                network.stations().stream()
                        .filter(station -> !degrees.containsKey(station.id()))
                        .map(station -> stop(station, places))
                        .toList(),
                routes,
                WIDTH,
                HEIGHT);
    }

    private static Route route(
            List<String> pair, List<Delivery> deliveries, LotPlaces places, Set<LotKey> ofTrace, Set<LotKey> selected) {
        List<RouteLot> lots = deliveries.stream()
                .map(Delivery::lot)
                .sorted(Comparator.comparing(lot -> !selected.contains(lot))) // a selected lot is named
                .map(lot -> ofTrace.contains(lot) ? RouteLot.of(lot) : RouteLot.ofUnit(lot))
                .distinct()
                .toList();
        return new Route(
                pair.get(2),
                name(pair.get(0), places),
                name(pair.get(1), places),
                deliveries.size(),
                lots.stream().limit(3).toList(),
                Math.max(0, lots.size() - 3),
                deliveries.stream().map(Delivery::lot).anyMatch(selected::contains));
    }

    private static String name(String station, LotPlaces places) {
        return station.equals(SupplyNetwork.UNKNOWN) ? "Place not stated" : places.name(station);
    }

    private static String kind(LotKey seed, Set<LotKey> upstream, LotKey lot) {
        if (lot.equals(seed)) return "seed";
        return upstream.contains(lot) ? "up" : "down";
    }

    private static Stop stop(Station station, LotPlaces places) {
        return new Stop(station.id(), name(station.id(), places), LotPlaces.address(station.description()));
    }

    /** Latitude and longitude of the description, or of the point that the URI is. */
    private static Optional<Degrees> degrees(String station, MasterData masterData) {
        Matcher geo = GEO.matcher(station);
        if (geo.matches()) return degrees(geo.group(1), geo.group(2));
        Attributes known = masterData.location(LotPlaces.uri(station));
        return degrees(
                known.first("latitude").orElse(null), known.first("longitude").orElse(null));
    }

    private static Optional<Degrees> degrees(@Nullable String latitude, @Nullable String longitude) {
        if (latitude == null || longitude == null) return Optional.empty();
        try {
            Degrees found = new Degrees(Double.parseDouble(latitude.strip()), Double.parseDouble(longitude.strip()));
            boolean isOnEarth = Math.abs(found.latitude()) <= 90 && Math.abs(found.longitude()) <= 180;
            return isOnEarth ? Optional.of(found) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // older documents were captured without this check; the place goes into the frame
        }
    }

    /** Numbered from west to east. */
    private static List<Marker> markers(
            List<Station> stations, Map<String, Degrees> degrees, Frame frame, MasterData masterData) {
        LotPlaces places = new LotPlaces(masterData);
        List<Point> points = new ArrayList<>();
        List<List<Stop>> stops = new ArrayList<>();
        List<Station> placed = stations.stream()
                .filter(station -> degrees.containsKey(station.id()))
                .sorted(Comparator.comparing((Station station) ->
                                frame.at(degree(degrees, station)).x())
                        .thenComparing(Station::id))
                .toList();
        for (Station station : placed) {
            Point at = frame.at(degree(degrees, station));
            int same = 0;
            while (same < points.size()
                    && Math.hypot(
                                    points.get(same).x() - at.x(),
                                    points.get(same).y() - at.y())
                            > MARKER) same++;
            if (same == points.size()) {
                points.add(at);
                stops.add(new ArrayList<>());
            }
            stops.get(same).add(stop(station, places));
        }
        List<Marker> markers = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) markers.add(marker(i, points, stops.get(i), markers));
        return markers;
    }

    private static Marker marker(int index, List<Point> points, List<Stop> stops, List<Marker> before) {
        Point at = points.get(index);
        String name = shortened(stops.get(0).name(), stops.size());
        boolean isLeft = at.x() > WIDTH * 0.62;
        double width = name.length() * LETTER;
        double from = isLeft ? at.x() - 16 - width : at.x() + 16;
        boolean isFree = before.stream().noneMatch(other -> overlaps(other, from, width, at.y()))
                && points.stream()
                        .noneMatch(point -> !point.equals(at)
                                && Math.abs(point.y() - at.y()) < LINE
                                && point.x() > from - 12
                                && point.x() < from + width + 12);
        return new Marker(
                index + 1,
                Math.toIntExact(Math.round(at.x())),
                Math.toIntExact(Math.round(at.y())),
                List.copyOf(stops),
                isFree ? name : "",
                isLeft);
    }

    private static boolean overlaps(Marker other, double from, double width, double y) {
        if (other.label().isEmpty() || Math.abs(other.y() - y) >= LINE) return false;
        double otherWidth = other.label().length() * LETTER;
        double otherFrom = other.labelLeft() ? other.x() - 16 - otherWidth : other.x() + 16;
        return otherFrom < from + width && from < otherFrom + otherWidth;
    }

    private static String shortened(String name, int stops) {
        String shown = name.length() <= 28
                ? name
                : name.substring(0, name.offsetByCodePoints(0, Math.min(27, name.codePointCount(0, name.length()))))
                        + "…";
        return stops == 1 ? shown : shown + " and " + (stops - 1) + " more";
    }

    private static Degrees degree(Map<String, Degrees> degrees, Station station) {
        Degrees found = degrees.get(station.id());
        if (found == null) throw new IllegalStateException("no coordinates of " + station.id());
        return found;
    }

    /** An arc from the rim of one marker to the rim of the other, so that both directions can be seen. */
    private static String path(Marker from, Marker to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = Math.hypot(dx, dy);
        double bend = Math.min(40, length * 0.16);
        double middleX = (from.x() + to.x()) / 2.0 - dy / length * bend;
        double middleY = (from.y() + to.y()) / 2.0 + dx / length * bend;
        double[] start = towards(from.x(), from.y(), middleX, middleY, 12);
        double[] end = towards(to.x(), to.y(), middleX, middleY, 14);
        return String.format(
                Locale.ROOT, "M%.1f %.1fQ%.1f %.1f %.1f %.1f", start[0], start[1], middleX, middleY, end[0], end[1]);
    }

    private static double[] towards(double x, double y, double toX, double toY, double distance) {
        double length = Math.max(1, Math.hypot(toX - x, toY - y));
        return new double[] {x + (toX - x) / length * distance, y + (toY - y) / length * distance};
    }

    /** The part of the plane that is shown. */
    private record Frame(
            MapProjection projection,
            boolean isOfUnitedStates,
            double left,
            double top,
            double scale,
            Degrees low,
            Degrees high) {
        static Frame of(Collection<Degrees> places) {
            MapProjection projection = MapProjection.of(places);
            List<Point> points = places.stream().map(projection::of).toList();
            double left = least(points, Point::x);
            double right = -least(points, point -> -point.x());
            double top = least(points, Point::y);
            double bottom = -least(points, point -> -point.y());
            double spanX = Math.max(LEAST_SPAN, right - left);
            double spanY = Math.max(LEAST_SPAN, bottom - top);
            double scale = Math.min((WIDTH - 2.0 * MARGIN) / spanX, (HEIGHT - 2.0 * MARGIN) / spanY);
            double centreX = (left + right) / 2;
            double centreY = (top + bottom) / 2;
            double around = Math.toDegrees(Math.max(WIDTH, HEIGHT) / scale);
            return new Frame(
                    projection,
                    MapProjection.isOfUnitedStates(places),
                    centreX - WIDTH / scale / 2,
                    centreY - HEIGHT / scale / 2,
                    scale,
                    new Degrees(
                            Math.max(-85, edge(places, Degrees::latitude, 1) - around),
                            Math.max(-180, edge(places, Degrees::longitude, 1) - 2 * around)),
                    new Degrees(
                            Math.min(85, edge(places, Degrees::latitude, -1) + around),
                            Math.min(180, edge(places, Degrees::longitude, -1) + 2 * around)));
        }

        private static double least(List<Point> points, Function<Point, Double> side) {
            return points.stream().mapToDouble(side::apply).min().orElse(0);
        }

        /** The least of the values, or with -1 the greatest. */
        private static double edge(Collection<Degrees> places, Function<Degrees, Double> value, int sign) {
            return sign
                    * places.stream()
                            .mapToDouble(place -> sign * value.apply(place))
                            .min()
                            .orElse(0);
        }

        Point at(Degrees place) {
            Point on = projection.of(place);
            return new Point((on.x() - left) * scale, (on.y() - top) * scale);
        }

        String outline() {
            return MapOutline.path(isOfUnitedStates, low, high, this::at, new Point(WIDTH, HEIGHT));
        }

        List<GridLine> grid() {
            double step = STEPS[STEPS.length - 1];
            double shown = Math.toDegrees(HEIGHT / scale);
            for (int i = STEPS.length - 1; i >= 0; i--) if (shown / STEPS[i] < 6) step = STEPS[i];
            List<GridLine> grid = new ArrayList<>();
            for (double lat = Math.ceil(low.latitude() / step) * step; lat <= high.latitude(); lat += step)
                add(grid, line(lat, true));
            for (double lon = Math.ceil(low.longitude() / step) * step; lon <= high.longitude(); lon += step)
                add(grid, line(lon, false));
            return grid;
        }

        private static void add(List<GridLine> grid, @Nullable GridLine line) {
            if (line != null) grid.add(line);
        }

        private @Nullable GridLine line(double degrees, boolean isParallel) {
            StringBuilder path = new StringBuilder();
            @Nullable Point label = null;
            boolean isSeen = false;
            for (int i = 0; i <= 40; i++) {
                double along = i / 40.0;
                Point at = at(
                        isParallel
                                ? new Degrees(degrees, low.longitude() + along * (high.longitude() - low.longitude()))
                                : new Degrees(low.latitude() + along * (high.latitude() - low.latitude()), degrees));
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", at.x(), at.y()));
                boolean isInside = at.x() >= 0 && at.x() <= WIDTH && at.y() >= 0 && at.y() <= HEIGHT;
                isSeen |= isInside;
                if (isInside && label == null) label = at;
            }
            if (!isSeen || label == null) return null;
            return isParallel
                    ? new GridLine(path.toString(), words(degrees, "N", "S"), 6, Math.round(label.y()) - 4, "start")
                    : new GridLine(
                            path.toString(),
                            label.y() < HEIGHT - LINE ? "" : words(degrees, "E", "W"), // it enters at a side
                            Math.round(label.x()) + 4,
                            HEIGHT - 6,
                            "start");
        }

        private static String words(double degrees, String positive, String negative) {
            double size = Math.abs(Math.round(degrees * 10) / 10.0);
            String number = size == Math.rint(size)
                    ? String.format(Locale.ROOT, "%.0f°", size)
                    : String.format(Locale.ROOT, "%.1f°", size);
            return size == 0 ? number : number + " " + (degrees > 0 ? positive : negative);
        }
    }
}
