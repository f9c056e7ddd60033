package io.lotledger.api.dashboard.lot;

import java.util.Collection;

/** From degrees to a plane, y downwards: Albers' equal-area conic for the United States, else equirectangular. */
interface MapProjection {

    record Degrees(double latitude, double longitude) {}

    record Point(double x, double y) {}

    Point of(Degrees place);

    static MapProjection of(Collection<Degrees> places) {
        return isOfUnitedStates(places) ? albers(middle(places)) : equirectangular(places);
    }

    static boolean isOfUnitedStates(Collection<Degrees> places) {
        return places.stream()
                .allMatch(place -> place.latitude() > 15
                        && place.latitude() < 72
                        && place.longitude() > -170
                        && place.longitude() < -60);
    }

    /** Standard parallels 29.5° and 45.5° N, as the Census Bureau draws the states; north is up in the middle of the places. */
    private static MapProjection albers(double meridian) {
        double south = Math.sin(Math.toRadians(29.5));
        double n = (south + Math.sin(Math.toRadians(45.5))) / 2;
        double c = Math.pow(Math.cos(Math.toRadians(29.5)), 2) + 2 * n * south;
        return place -> {
            double radius = Math.sqrt(c - 2 * n * Math.sin(Math.toRadians(place.latitude()))) / n;
            double angle = n * Math.toRadians(place.longitude() - meridian);
            return new Point(radius * Math.sin(angle), radius * Math.cos(angle));
        };
    }

    private static double middle(Collection<Degrees> places) {
        return (places.stream().mapToDouble(Degrees::longitude).min().orElse(0)
                        + places.stream().mapToDouble(Degrees::longitude).max().orElse(0))
                / 2;
    }

    /** True to scale along the mean latitude of the places. */
    private static MapProjection equirectangular(Collection<Degrees> places) {
        double mean = places.stream().mapToDouble(Degrees::latitude).average().orElse(0);
        double scale = Math.max(0.2, Math.cos(Math.toRadians(mean)));
        return place -> new Point(Math.toRadians(place.longitude()) * scale, -Math.toRadians(place.latitude()));
    }
}
