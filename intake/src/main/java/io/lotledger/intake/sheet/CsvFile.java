package io.lotledger.intake.sheet;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table as text (RFC 4180), separated by comma, semicolon or tab: whichever most of its lines have most of. The charset is
 * that of a byte order mark, of the request, UTF-16 if every other byte begins as it does, or UTF-8.
 */
public final class CsvFile implements TableFile {
    /** The first lines are searched for the separator up to here. */
    private static final int PEEK = 1 << 16;

    private static final Pattern TEXT_FORMULA = Pattern.compile("=\"((?:[^\"]|\"\")*+)\"");

    /** In place of bytes that are none of the charset's characters: no text has this code point. */
    private static final String MISCODED = "\uFFFF";

    /** By which DOS marks the end of a file. */
    private static final String END_OF_FILE = "\u001A";

    private static final String SEPARATORS = ",;\t";

    /** A line of fewer fields may be a title above the headings: {@code Valley Packing, Inc.} */
    private static final int HEADINGS = 5;

    @Override
    public void read(DocumentBody document, LargeTreePermits permits, Consumer<SheetRow> rows) {
        BufferedInputStream bytes = new BufferedInputStream(document.bytes(), 1 << 16);
        try {
            Charset charset = charset(bytes, document.charset());
            Reader text = new BufferedReader(
                    new InputStreamReader(
                            bytes,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPLACE)
                                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                                    .replaceWith(MISCODED)),
                    PEEK);
            read(text, charset, rows);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void read(Reader text, Charset charset, Consumer<SheetRow> rows) throws IOException {
        char separator = separator(text);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        RecordLimit limited = new RecordLimit(text);
        CSVParser parser =
                CSVParser.builder().setReader(limited).setFormat(format).get();
        Iterator<CSVRecord> records = parser.iterator();
        for (int number = 1; records.hasNext(); number++) {
            CSVRecord record = records.next();
            limited.next();
            boolean isLast = !records.hasNext();
            RowCells cells = new RowCells("", number);
            for (int column = 0; column < record.size(); column++) {
                String field = record.get(column);
                if (field.contains(MISCODED)) throw miscoded(column, number, charset);
                boolean isEnd = isLast && column == record.size() - 1 && field.endsWith(END_OF_FILE);
                String written = isEnd ? field.substring(0, field.length() - END_OF_FILE.length()) : field;
                cells.put(column, unwrapped(written), SheetCell.Kind.TEXT);
            }
            cells.widen(record.size());
            SheetRow row = cells.separatedBy(separator);
            if (!row.isBlank()) rows.accept(row);
        }
    }

    /** {@code ="00123"}, by which programs keep a spreadsheet from reading the text as a number, is that text. */
    private static String unwrapped(String field) {
        Matcher formula = TEXT_FORMULA.matcher(field);
        return formula.matches() ? formula.group(1).replace("\"\"", "\"") : field;
    }

    /**
     * The separator of most columns in most lines, of those lines that have as many of it: headings and rows do, and a title
     * above them does not. The commonest of the fullest line if no line has enough of one to be the headings.
     */
    private static char separator(Reader text) throws IOException {
        text.mark(PEEK);
        char[] head = new char[PEEK - 1];
        int length = 0;
        for (int read = 0; read >= 0 && length < head.length; ) {
            length += read;
            read = text.read(head, length, head.length - length);
        }
        text.reset();
        List<Map<Integer, Integer>> lines = SEPARATORS
                .chars()
                .mapToObj(separator -> (Map<Integer, Integer>) new HashMap<>(Map.of(0, 1)))
                .toList();
        int[] counts = new int[SEPARATORS.length()];
        boolean isQuoted = false;
        for (int i = 0; i < length; i++) {
            char c = head[i];
            if (c == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            int separator = SEPARATORS.indexOf(c);
            if (separator >= 0) counts[separator]++;
            if (c != '\n' && c != '\r' && i < length - 1) continue;
            for (int one = 0; one < counts.length; one++) lines.get(one).merge(counts[one], 1, Integer::sum);
            Arrays.fill(counts, 0);
        }
        return IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.comparing((Integer one) -> cells(lines.get(one)))
                        .thenComparing(one -> Collections.max(lines.get(one).keySet()))
                        .thenComparing(Comparator.reverseOrder()))
                .map(SEPARATORS::charAt)
                .orElseThrow();
    }

    /** How many separators the lines have that have as many of it, where it is most. */
    private static long cells(Map<Integer, Integer> linesByCount) {
        return linesByCount.entrySet().stream()
                .filter(line -> line.getKey() >= HEADINGS - 1)
                .mapToLong(line -> (long) line.getKey() * line.getValue())
                .max()
                .orElse(0);
    }

    /** Skips a byte order mark, which outranks the request's charset. */
    private static Charset charset(BufferedInputStream bytes, @Nullable Charset named) throws IOException {
        bytes.mark(4);
        int first = bytes.read();
        int second = bytes.read();
        int third = bytes.read();
        if (first == 0xEF && second == 0xBB && third == 0xBF) return UTF_8;
        bytes.reset();
        if (first == 0xFE && second == 0xFF) return skipped(bytes, UTF_16BE);
        if (first == 0xFF && second == 0xFE) return skipped(bytes, UTF_16LE);
        if (named != null) return named;
        if (second == 0 && first > 0) return UTF_16LE; // no table begins with a NUL character
        return first == 0 && second > 0 ? UTF_16BE : UTF_8;
    }

    private static Charset skipped(InputStream bytes, Charset charset) throws IOException {
        bytes.skipNBytes(2);
        return charset;
    }

    private static UnreadableDocumentException miscoded(int column, int row, Charset charset) {
        String message = "The file is not in the charset " + charset.name()
                + "; name its own in the Content-Type, such as text/csv; charset=windows-1252, or save it as UTF-8";
        return new UnreadableDocumentException(SheetRow.letters(column) + row, "charset", message);
    }

    private static UnreadableDocumentException unreadable(@Nullable IOException e) {
        String cause = e == null ? "" : String.valueOf(e.getMessage());
        String message = e instanceof CSVException
                ? "The file is not a table of separated values: " + cause
                : "The file ends early or is not a table of separated values: " + cause;
        return new UnreadableDocumentException("$", "csv", message);
    }
}
