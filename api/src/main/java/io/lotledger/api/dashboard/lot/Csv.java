package io.lotledger.api.dashboard.lot;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of a table (RFC 4180): every field quoted, lines ended with CRLF, no field a formula. */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    static String line(String... fields) {
        return Stream.of(fields).map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A spreadsheet would compute a text that begins like a formula. A phone number is none. */
    private static String quoted(String field) {
        boolean isPhone = field.matches("\\+[0-9 ().-]+");
        boolean isFormula = !field.isEmpty() && !isPhone && FORMULA.indexOf(field.charAt(0)) >= 0;
        return '"' + (isFormula ? "'" : "") + field.replace("\"", "\"\"") + '"';
    }
}
