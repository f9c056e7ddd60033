package io.lotledger.api.problem;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Our answers as tables (RFC 4180): every field quoted, lines ended with CRLF, in UTF-8 with a byte order mark. Without it
 * Excel reads a file in the code page of its computer.
 */
public final class CsvBody {
    public static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** The beginning of each file. */
    public static final String MARK = "\uFEFF";

    /** A whole number, and a phone number written with spaces only: a spreadsheet computes nothing of them. */
    private static final Pattern HARMLESS = Pattern.compile("-\\d+|\\+\\d+( \\d+)+");

    private CsvBody() {}

    /**
     * A file to save.
     *
     * @param lines made by {@link #line}
     */
    public static ResponseEntity<byte[]> file(String name, String lines) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(of(lines));
    }

    /** The bytes of a file. */
    public static byte[] of(String lines) {
        return (MARK + lines).getBytes(StandardCharsets.UTF_8);
    }

    /** Fields of a table as a line of its file. */
    public static String line(String... fields) {
        return Stream.of(fields).map(CsvBody::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** An apostrophe keeps a spreadsheet from evaluating the field as a formula. */
    private static String quoted(String field) {
        boolean isFormula = !field.isEmpty()
                && "=+-@\t\r\n".indexOf(field.charAt(0)) >= 0
                && !HARMLESS.matcher(field).matches();
        return '"' + (isFormula ? "'" : "") + field.replace("\"", "\"\"") + '"';
    }
}
