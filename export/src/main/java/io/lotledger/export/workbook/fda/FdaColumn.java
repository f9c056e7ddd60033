package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One column of FDA's template.
 *
 * @param heading FDA's own text, line breaks and irregularities included
 * @param cfr the paragraph that asks for it, without "21 CFR": {@code 1.1340(a)(1)}
 * @param width in characters
 * @param title the heading on one line, without the hint in brackets below it
 * @param conditional whether FDA's heading itself allows an empty cell
 */
public record FdaColumn<R extends CriticalTrackingEvent>(
        String heading,
        KeyDataElement kde,
        String cfr,
        int width,
        Function<R, Kde> cell,
        String title,
        boolean conditional) {
    private static final Pattern CONDITION =
            Pattern.compile("\\(if applicable\\)|\\(if available\\)|if needed\\)|may be provided instead");

    FdaColumn(String heading, KeyDataElement kde, String cfr, int width, Function<R, Kde> cell) {
        this(
                heading,
                kde,
                cfr,
                width,
                cell,
                titleOf(heading),
                CONDITION.matcher(heading).find());
    }

    public String obligation() {
        return conditional ? "conditional" : "yes";
    }

    private static String titleOf(String heading) {
        int hint = heading.indexOf("\n\n");
        return (hint < 0 ? heading : heading.substring(0, hint))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
