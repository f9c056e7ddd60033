package io.lotledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Ratios of a benchmark to its bare limit of the same run, against the bounds of {@code release-ratios.properties}. {@code mvn
 * -Pbench verify} fails when one is broken; any other run prints them only.
 */
final class ReleaseRatios {
    private static final Properties BOUNDS = bounds();

    private final List<String> broken = new ArrayList<>();

    /** A share of the limit's rate: more is better. */
    void share(String name, double ratio) {
        double least = bound(name);
        note(name, ratio, "at least", least, ratio >= least);
    }

    /** A multiple of the limit's time: less is better. */
    void timesLimit(String name, double ratio) {
        double most = bound(name);
        note(name, ratio, "at most", most, ratio <= most);
    }

    private void note(String name, double ratio, String word, double bound, boolean isKept) {
        String line = String.format(Locale.ROOT, "ratio %s: %.3f (%s %.3f)", name, ratio, word, bound);
        System.out.println(line);
        if (!isKept) broken.add(line);
    }

    /** @throws AssertionError with all broken bounds, when this run checks them */
    void check() {
        if (Boolean.getBoolean("bench.check"))
            assertThat(broken).as("ratios beyond their bounds").isEmpty();
    }

    private static double bound(String name) {
        @Nullable String bound = BOUNDS.getProperty(name);
        return Double.parseDouble(Objects.requireNonNull(bound, () -> "no bound for " + name));
    }

    private static Properties bounds() {
        Properties bounds = new Properties();
        try (InputStream file =
                Objects.requireNonNull(ReleaseRatios.class.getResourceAsStream("release-ratios.properties"))) {
            bounds.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bounds;
    }
}
