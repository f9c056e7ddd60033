package io.lotledger.api.dashboard.captures;

import io.lotledger.api.dashboard.PageWords;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.lots.FindingBody;
import io.lotledger.api.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a file says, as its page shows it. Made of the answer of {@code POST /validate}.
 *
 * @param kind class of the verdict: {@code ok}, {@code warn} or {@code err}
 * @param columns of the faults' places
 * @param more number of faults that are not listed
 * @param examined says how much the changes cover; empty if all
 */
record FileAnswer(
        String kind,
        String title,
        String detail,
        List<String> columns,
        List<Fault> faults,
        int more,
        List<String> newLots,
        List<Change> changes,
        String examined) {

    /** @param place its parts, one for each of the columns */
    record Fault(String severity, List<String> place, String message, String expected) {}

    /** A finding that would come, or would go. */
    record Change(FindingBody finding, boolean isNew) {}

    static FileAnswer of(Map<String, Object> checked, FaultPlace places) {
        int errors = number(checked, "error_count");
        int warnings = number(checked, "warning_count");
        Map<?, ?> changes = checked.get("changes") instanceof Map<?, ?> found ? found : Map.of();
        return new FileAnswer(
                errors > 0 ? "err" : warnings > 0 ? "warn" : "ok",
                title(checked, errors),
                count(number(checked, "totalCount"), "event") + ", " + count(errors, "error") + ", "
                        + count(warnings, "warning") + ".",
                places.columns(),
                faults(checked.get("faults"), places),
                number(checked, "more_faults"),
                elements(changes.get("new_lots"), Map.class)
                        .map(lot -> text(lot, "tlc"))
                        .toList(),
                Stream.concat(
                                elements(changes.get("new_findings"), FindingBody.class)
                                        .map(finding -> new Change(finding, true)),
                                elements(changes.get("resolved_findings"), FindingBody.class)
                                        .map(finding -> new Change(finding, false)))
                        .toList(),
                Boolean.FALSE.equals(changes.get("complete"))
                        ? "Worked out for the first " + number(changes, "lots_examined") + " of "
                                + number(changes, "lots_touched") + " lots."
                        : "");
    }

    /** The answer for a file that cannot be read. */
    static FileAnswer of(ProblemException problem, FaultPlace places) {
        List<Fault> faults = faults(problem.members().get("errors"), places);
        String detail = faults.isEmpty() ? PageWords.of(Objects.requireNonNullElse(problem.getMessage(), "")) : "";
        return new FileAnswer("err", problem.title(), detail, places.columns(), faults, 0, List.of(), List.of(), "");
    }

    private static String title(Map<?, ?> checked, int errors) {
        int total = number(checked, "totalCount");
        int accepted = number(checked, "acceptedCount");
        int duplicates = number(checked, "duplicateCount");
        if (!Boolean.TRUE.equals(checked.get("success"))) {
            return accepted == 0
                    ? count(errors, "error") + ", so nothing of the file would be captured"
                    : count(errors, "error") + "; " + count(accepted, "event") + " without one would be captured";
        }
        if (total == 0) return "The file has no row to capture";
        if (accepted == 0) return "Every event of the file is stored already";
        String stored = duplicates == 0 ? "" : ", " + duplicates + " stored already";
        return count(accepted, "event") + " would be captured" + stored;
    }

    private static List<Fault> faults(@Nullable Object faults, FaultPlace places) {
        return elements(faults, Map.class)
                .map(fault -> new Fault(
                        fault.containsKey("severity") ? text(fault, "severity") : "error",
                        places.parts(text(fault, "path")),
                        PageWords.of(text(fault, "message")),
                        PageWords.of(text(fault, "expected"))))
                .toList();
    }

    private static <T> Stream<T> elements(@Nullable Object list, Class<T> type) {
        return list instanceof List<?> elements ? elements.stream().map(type::cast) : Stream.of();
    }

    private static String text(Map<?, ?> object, String member) {
        Object value = object.get(member);
        return value == null ? "" : value.toString();
    }

    private static int number(Map<?, ?> object, String member) {
        return object.get(member) instanceof Number number ? number.intValue() : 0;
    }

    private static String count(int number, String one) {
        return Show.count(number, one, one + "s");
    }
}
