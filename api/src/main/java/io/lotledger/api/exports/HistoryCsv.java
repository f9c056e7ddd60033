package io.lotledger.api.exports;

import io.lotledger.api.exports.Exports.HistoryEntry;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A job's history as a table (RFC 4180): every field quoted, lines ended with CRLF. */
public final class HistoryCsv {
    /** A whole number, and a phone number written with spaces only: a spreadsheet computes nothing of them. */
    private static final Pattern HARMLESS = Pattern.compile("-\\d+|\\+\\d+( \\d+)+");

    private HistoryCsv() {}

    static String of(String jobShortId, List<HistoryEntry> events, JsonMapper json) {
        return Stream.concat(
                        Stream.of(line("job_short_id", "sequence", "time", "type", "who", "payload")),
                        events.stream()
                                .map(e -> line(
                                        jobShortId,
                                        Long.toString(e.sequence()),
                                        e.time().toString(),
                                        e.type(),
                                        e.who(),
                                        json.writeValueAsString(e.payload()))))
                .collect(Collectors.joining());
    }

    /** Fields of a table as a line of its file. */
    public static String line(String... fields) {
        return Stream.of(fields).map(HistoryCsv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** An apostrophe keeps a spreadsheet from evaluating the field as a formula. */
    private static String quoted(String field) {
        boolean isFormula = !field.isEmpty()
                && "=+-@\t\r\n".indexOf(field.charAt(0)) >= 0
                && !HARMLESS.matcher(field).matches();
        return '"' + (isFormula ? "'" : "") + field.replace("\"", "\"\"") + '"';
    }
}
