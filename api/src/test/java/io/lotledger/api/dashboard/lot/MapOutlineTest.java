package io.lotledger.api.dashboard.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.dashboard.lot.MapProjection.Degrees;
import io.lotledger.api.dashboard.lot.MapProjection.Point;
import org.junit.jupiter.api.Test;

class MapOutlineTest {
    private static final Point SIZE = new Point(100, 100);

    @Test
    void statesAreDrawnWithinTheUnitedStatesAndCountriesElsewhere() {
        Degrees low = new Degrees(36, -124);
        Degrees high = new Degrees(39, -121);

        assertThat(drawn(true, low, high))
                .as("the bay of San Francisco")
                .startsWith("M")
                .hasSizeGreaterThan(100);
        assertThat(drawn(false, low, high)).as("a coast of few points").hasSizeBetween(5, 100);
        assertThat(drawn(true, new Degrees(46, 5), new Degrees(48, 8)))
                .as("Switzerland")
                .isNotEmpty();
        assertThat(drawn(false, new Degrees(30, -50), new Degrees(35, -40)))
                .as("open sea")
                .isEmpty();
    }

    @Test
    void noLineRunsAroundTheEarth() {
        String world = drawn(false, new Degrees(-85, -180), new Degrees(85, 180));

        assertThat(world.split("[ML]")).hasSizeLessThan(6_000);
        int before = -1;
        for (String step : world.substring(1).split("(?=[ML])")) {
            int x = Integer.parseInt(step.replaceAll("^[ML]", "").split(" ")[0]);
            if (step.startsWith("L")) assertThat(Math.abs(x - before)).as(step).isLessThan(30);
            before = x;
        }
    }

    private static String drawn(boolean isOfUnitedStates, Degrees low, Degrees high) {
        double wide = high.longitude() - low.longitude();
        double tall = high.latitude() - low.latitude();
        return MapOutline.path(
                isOfUnitedStates,
                low,
                high,
                at -> new Point(
                        (at.longitude() - low.longitude()) / wide * 100,
                        (high.latitude() - at.latitude()) / tall * 100),
                SIZE);
    }
}
