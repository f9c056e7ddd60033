package io.lotledger.api.dashboard.lot;

import java.util.Collection;

/** From degrees to a plane, y downwards: Albers' equal-area conic for the United States, else equirectangular. */
interface MapProjection {

    record Degrees(double latitude, double longitude) {}

    record Point(double x, double y) {}

    Point of(Degrees place);

    static MapProjection of(Collection<Degrees> places) {
        boolean isOfUnitedStates = places.stream()
                .allMatch(place -> place.latitude() > 15
                        && place.latitude() < 72
                        && place.longitude() > -170
                        && place.longitude() < -60);
        return isOfUnitedStates ? MapProjection::albers : equirectangular(places);
    }

    /** Standard parallels 29.5° and 45.5° N, origin 37.5° N 96° W, as the Census Bureau draws the states. */
    private static Point albers(Degrees place) {
        double south = Math.sin(Math.toRadians(29.5));
        double n = (south + Math.sin(Math.toRadians(45.5))) / 2;
        double c = Math.pow(Math.cos(Math.toRadians(29.5)), 2) + 2 * n * south;
        double origin = Math.sqrt(c - 2 * n * Math.sin(Math.toRadians(37.5))) / n;
        double radius = Math.sqrt(c - 2 * n * Math.sin(Math.toRadians(place.latitude()))) / n;
        double angle = n * Math.toRadians(place.longitude() + 96);
        return new Point(radius * Math.sin(angle), radius * Math.cos(angle) - origin);
    }

    /** True to scale along the mean latitude of the places. */
    private static MapProjection equirectangular(Collection<Degrees> places) {
        double mean = places.stream().mapToDouble(Degrees::latitude).average().orElse(0);
        double scale = Math.max(0.2, Math.cos(Math.toRadians(mean)));
        return place ->
                new Point(Math.toRadians(place.longitude()) * scale, -Math.toRadians(place.latitude()));
    }
}
