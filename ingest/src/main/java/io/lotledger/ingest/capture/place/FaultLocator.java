package io.lotledger.ingest.capture.place;

import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line and column of violations. A violation of a JSON document names a JSON path, one of an XML document its line and
 * column. Violations of a partner's format name their places themselves and have no line.
 */
public final class FaultLocator {
    /** Lines of an excerpt before the line of its fault, which is the next one. */
    private static final int BEFORE = 20;

    private static final int AFTER = 19;

    /** Maximum characters shown of one line. */
    private static final int MAX_LINE = 400;

    private static final int MAX_LINES = 4_000;

    private static final Pattern LINE_AND_COLUMN = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");
    private static final Pattern ELEMENT = Pattern.compile("<[^<>]*>(?:[^<>]*</[^<>]*>)?");

    private final @Nullable DocumentFormat format;
    private final @Nullable Charset charset;
    private final Source document;

    /** Opens the document's decompressed bytes from their beginning. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * @param format {@code null} for a partner's format
     * @param charset charset that the request names, if any
     */
    public FaultLocator(@Nullable DocumentFormat format, @Nullable Charset charset, Source document) {
        this.format = format;
        this.charset = charset;
        this.document = document;
    }

    /** @param withLines whether to return up to 40 lines around each fault */
    public LocatedFaults locate(Collection<Violation> violations, boolean withLines) throws IOException {
        try {
            return located(violations, withLines);
        } catch (EOFException e) { // a compressed body that ends early: its refusal says so
            return new LocatedFaults(Map.of(), List.of(), false);
        }
    }

    private LocatedFaults located(Collection<Violation> violations, boolean withLines) throws IOException {
        if (format == null) return new LocatedFaults(Map.of(), List.of(), false);
        Map<String, Place> places = format == DocumentFormat.JSON ? ofJson(violations) : ofXml(violations);
        if (places.isEmpty()) return new LocatedFaults(places, List.of(), false);
        if (!withLines && format == DocumentFormat.JSON) return new LocatedFaults(places, List.of(), false);
        return withLines(places, withLines);
    }

    private Map<String, Place> ofJson(Collection<Violation> violations) throws IOException {
        JsonPath wanted = new JsonPath();
        violations.forEach(one -> wanted.add(one.path()));
        @Nullable Place end;
        try (Reader text = open()) {
            end = JsonPlaces.read(text, wanted);
        }
        Map<String, Place> places = new HashMap<>();
        for (Violation one : violations) {
            boolean isSyntax = one.path().equals("$") && one.rule().equals("well-formed");
            Place place = isSyntax && end != null ? end : wanted.nearest(one.path());
            if (place != null) places.put(one.path(), place);
        }
        return places;
    }

    private static Map<String, Place> ofXml(Collection<Violation> violations) {
        Map<String, Place> places = new HashMap<>();
        for (Violation one : violations) {
            Matcher at = LINE_AND_COLUMN.matcher(one.path());
            if (!at.matches()) continue;
            int line = Math.max(1, Integer.parseInt(at.group(1)));
            places.put(one.path(), new Place(line, Math.max(1, Integer.parseInt(at.group(2))), 1));
        }
        return places;
    }

    /** Reads the lines around the places. In XML, the length of a fault is found in its line. */
    private LocatedFaults withLines(Map<String, Place> places, boolean keep) throws IOException {
        TreeMap<Integer, Place> byLine = new TreeMap<>();
        places.values().stream()
                .sorted(Comparator.comparingInt(Place::column))
                .forEach(place -> byLine.putIfAbsent(place.line(), place));
        List<DocumentLine> lines = new ArrayList<>();
        Map<Integer, DocumentLine> faulty = new HashMap<>();
        boolean isCut = false;
        try (Reader text = open()) {
            LineReader reader = new LineReader(text);
            int last = byLine.lastKey() + AFTER;
            while (reader.line() < last) {
                int number = reader.line() + 1;
                @Nullable Place place = byLine.get(number);
                boolean isNear = !byLine.subMap(number - AFTER, true, number + BEFORE, true)
                        .isEmpty();
                if (!isNear) {
                    if (!reader.skip()) break;
                    continue;
                }
                @Nullable DocumentLine line = reader.next(place == null ? 1 : place.column(), MAX_LINE);
                if (line == null) break;
                if (place != null) faulty.put(number, line);
                if (keep && lines.size() < MAX_LINES) lines.add(line);
                else isCut |= keep;
            }
        }
        Map<String, Place> measured = new HashMap<>(places);
        if (format == DocumentFormat.XML) measured.replaceAll((path, place) -> measured(place, faulty));
        return new LocatedFaults(measured, lines, isCut);
    }

    private static Place measured(Place place, Map<Integer, DocumentLine> lines) {
        @Nullable DocumentLine line = lines.get(place.line());
        if (line == null) return place;
        int from = place.column() - line.fromColumn();
        if (from < 0 || from >= line.text().length()) return place;
        Matcher element = ELEMENT.matcher(line.text()).region(from, line.text().length());
        int length = element.lookingAt() ? element.end() - from : line.text().length() - from;
        return new Place(place.line(), place.column(), length);
    }

    private Reader open() throws IOException {
        DocumentFormat epcis = Objects.requireNonNull(format);
        BufferedInputStream bytes = new BufferedInputStream(document.open(), 1 << 13);
        try {
            return new BufferedReader(new InputStreamReader(bytes, DocumentCharset.of(epcis, charset, bytes)));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }
}
