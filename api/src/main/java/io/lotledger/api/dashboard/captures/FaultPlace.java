package io.lotledger.api.dashboard.captures;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a format writes the places of its faults.
 *
 * @param columns names of the parts of a place
 * @param form has a group for each part
 */
record FaultPlace(List<String> columns, Pattern form) {
    static final FaultPlace DOCUMENT = new FaultPlace(List.of("Place"), Pattern.compile("(.*)", Pattern.DOTALL));

    private static final FaultPlace SHEET = new FaultPlace(
            List.of("Sheet", "Row", "Column", "Heading"),
            Pattern.compile("(.*)!(?=[A-Z]*(\\d[\\d, -]*))([A-Z]*)\\d[\\d, -]*(?: \"(.*)\")?", Pattern.DOTALL));

    private static final FaultPlace X12 = new FaultPlace(
            List.of("Set", "Segment", "Element"),
            Pattern.compile("(.*?)(?: · segment (\\d+ [^,]*)(?:, element (.*))?)?", Pattern.DOTALL));

    private static final String WHOLE = "$";

    static FaultPlace of(String mediaType) {
        if (mediaType.startsWith("application/edi-x12")) return X12;
        return mediaType.startsWith("text/csv") || mediaType.contains("spreadsheetml") ? SHEET : DOCUMENT;
    }

    /** The parts of a place, empty where it has none; the whole of a place of another form is the first. */
    List<String> parts(String place) {
        Matcher parts = form.matcher(place);
        boolean isOfForm = parts.matches();
        return IntStream.range(0, columns.size())
                .mapToObj(at -> isOfForm ? part(parts.group(at + 1)) : at == 0 ? part(place) : "")
                .toList();
    }

    private static String part(@Nullable String text) {
        return Objects.equals(text, WHOLE)
                ? "The file"
                : Objects.requireNonNullElse(text, "").strip();
    }
}
