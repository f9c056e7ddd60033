package io.lotledger.api.dashboard.drills;

import io.lotledger.api.dashboard.Show;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the pages of drills say things. */
final class DrillWords {
    private DrillWords() {}

    /**
     * The status as a tag.
     *
     * @param kind {@code ok}, {@code info}, {@code err} or {@code plain}
     */
    record Status(String kind, String text) {
        static Status of(String word) {
            return switch (word) {
                case "completed" -> new Status("ok", "Completed");
                case "failed" -> new Status("err", "Failed");
                case "processing" -> new Status("info", "Under way");
                default -> new Status("plain", "Waiting");
            };
        }
    }

    static String direction(String word) {
        return switch (word) {
            case "backward" -> "what they came of";
            case "forward" -> "what they went into";
            default -> "both directions";
        };
    }

    /** "4.2 s", "3 min 20 s". */
    static String took(@Nullable Double seconds) {
        if (seconds == null) return "";
        if (seconds < 60) return String.format(Locale.US, "%.1f s", seconds);
        long whole = Math.round(seconds);
        if (whole >= 3_600) return Show.span(Duration.ofSeconds(whole));
        return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }

    /** "3 lots at random", "1 lot". */
    static String lots(int lots, @Nullable Integer random) {
        return lots + (lots == 1 ? " lot" : " lots") + (random == null ? "" : " at random");
    }

    /** "2.1 s sooner", "0.4 s later", "the same". */
    static String sooner(double change) {
        if (Math.abs(change) < 0.05) return "as fast";
        return took(Math.abs(change)) + (change < 0 ? " sooner" : " later");
    }

    /** "1.2 points better". */
    static String better(double change) {
        double points = Math.round(Math.abs(change) * 1_000) / 10.0;
        if (points == 0) return "the same";
        return String.format(Locale.US, "%.1f points %s", points, change > 0 ? "better" : "worse");
    }

    /** "4 fewer", "1 more". */
    static String fewer(long change) {
        if (change == 0) return "the same";
        return String.format(Locale.US, "%,d %s", Math.abs(change), change < 0 ? "fewer" : "more");
    }
}
