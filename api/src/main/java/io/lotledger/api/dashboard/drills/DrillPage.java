package io.lotledger.api.dashboard.drills;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.drills.DrillBody;
import io.lotledger.api.drills.DrillComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a drill.
 *
 * @param requester the name of the key that started it
 * @param tick how often the page looks again; null once the drill has ended
 * @param events with the names of their keys
 */
record DrillPage(
        DrillBody drill, String requester, @Nullable String tick, List<Event> events) {
    /** An event of the drill. */
    record Event(DrillBody.Entry entry, String who) {}

    public DrillWords.Status state() {
        return DrillWords.Status.of(drill.status());
    }

    public String lots() {
        return DrillWords.lots(drill.lots().size(), drill.random());
    }

    public String direction() {
        return DrillWords.direction(drill.direction());
    }

    public String took() {
        return DrillWords.took(drill.seconds());
    }

    public String title() {
        return "Drill of " + lots();
    }

    /** A figure at the head of the results. */
    record Figure(String label, String value, @Nullable String sub) {}

    /** None unless the drill is completed. */
    public List<Figure> figures() {
        DrillBody.Results found = drill.results();
        if (found == null) return List.of();
        return List.of(
                new Figure("Workbook after", took(), "FDA allows 24 hours"),
                new Figure(
                        "Readiness",
                        Show.percent(found.readiness()),
                        "lot codes " + Show.percent(found.tlcReadiness()) + ", their sources "
                                + Show.percent(found.tlcSourceReadiness())),
                new Figure(
                        "Elements missing",
                        Show.number(found.missing()),
                        "in a trace of " + Show.number(found.tracedLots())
                                + (found.tracedLots() == 1 ? " lot" : " lots")),
                new Figure("Places to call", Show.number(found.allCalls()), null));
    }

    /** A line of the comparison with the drill before. */
    record Compared(String what, String before, String now, String change) {}

    public List<Compared> compared() {
        DrillComparison than = drill.comparison();
        DrillBody.Results now = drill.results();
        if (than == null || now == null) return List.of();
        return List.of(
                new Compared(
                        "Workbook after",
                        DrillWords.took(than.before().seconds()),
                        took(),
                        DrillWords.sooner(than.secondsChange())),
                new Compared(
                        "Readiness",
                        Show.percent(than.before().readiness()),
                        Show.percent(now.readiness()),
                        DrillWords.better(than.readinessChange())),
                new Compared(
                        "Elements missing",
                        Show.number(than.before().missing()),
                        Show.number(now.missing()),
                        DrillWords.fewer(than.missingChange())),
                new Compared(
                        "Places to call",
                        Show.number(than.before().calls()),
                        Show.number(now.allCalls()),
                        DrillWords.fewer(than.callsChange())));
    }
}
