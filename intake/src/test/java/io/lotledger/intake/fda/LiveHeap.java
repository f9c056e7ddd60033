package io.lotledger.intake.fda;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.EventNormalizer;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.row.TabTable;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/**
 * Reads a table as a capture does, until all of it is staged, and prints how many bytes are live at some points.
 * Runs in a JVM of its own: {@code {rows} {csv or xlsx} {tab}}. Each row has a lot and a document of its own.
 */
final class LiveHeap implements DocumentSink {
    private static final UUID ORGANISATION = new UUID(1, 1);

    private final DocumentSink to;
    private final int rows;
    private final Map<String, Long> bytes = new LinkedHashMap<>();
    private int events;
    private int elements;

    private LiveHeap(DocumentSink to, int rows) {
        this.to = to;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws IOException {
        boolean isWorkbook = arguments[1].equals("xlsx");
        String tab = arguments[2];
        read(50, isWorkbook, tab); // loads classes
        read(Integer.parseInt(arguments[0]), isWorkbook, tab)
                .forEach((point, live) -> System.out.println(point + "=" + live));
    }

    private static Map<String, Long> read(int rows, boolean isWorkbook, String tab) throws IOException {
        Path directory = Files.createTempDirectory("live-heap");
        Path file = directory.resolve("table");
        if (isWorkbook) workbook(rows, tab, file);
        else csv(rows, tab, file);
        live(); // once more for what is cleaned up after it was found
        long before = live();
        try (StagedDocument staged = new StagedDocument(directory, new DiskReserve(List.of(directory), 0L));
                InputStream in = Files.newInputStream(file)) {
            DocumentStager stager = new DocumentStager(
                    new EventNormalizer(ORGANISATION, new EventRules(Clock.systemUTC())),
                    Runnable::run,
                    staged,
                    false,
                    false,
                    rows,
                    10_000);
            LiveHeap sink = new LiveHeap(stager, rows);
            IntakeFormat format = isWorkbook ? FdaTables.workbook() : FdaTables.csv();
            InputStream seen = new FilterInputStream(in) {
                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    int read = super.read(to, from, length);
                    if (read < 0) sink.note("read");
                    return read;
                }
            };
            format.read(new DocumentBody(ORGANISATION, List.of(), seen, null, new ReadingLimits(directory)), sink);
            stager.finish();
            sink.note("staged");
            if (staged.size() < rows) throw new IllegalStateException(staged.size() + " entries");
            sink.bytes.replaceAll((point, live) -> live - before);
            return sink.bytes;
        } finally {
            try (var files = Files.list(directory)) {
                for (Path one : files.toList()) Files.delete(one);
            }
            Files.delete(directory);
        }
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void note(String point) {
        bytes.put(point, live());
    }

    @Override
    public void event(SentEvent event) {
        if (!Objects.requireNonNull(event.source()).errors().isEmpty()) throw new IllegalStateException(event.path());
        to.event(event);
        events++;
        if (events == 1) note("first event");
        if (events == rows) note("last event");
    }

    @Override
    public void masterData(SentMasterData element) {
        if (elements++ == 0) note("first description");
        to.masterData(element);
    }

    @Override
    public void note(Violation note) {
        to.note(note);
    }

    private static Map<String, String> row(int number, String tab) {
        return switch (tab) {
            case "Transformation" ->
                byColumn(
                        tab,
                        "0",
                        "IN-" + number,
                        "7",
                        "3",
                        "8",
                        "cases",
                        "9",
                        "LOT-" + number,
                        "18",
                        "11/05/2026",
                        "25",
                        "4",
                        "26",
                        "pounds",
                        "28",
                        "WO " + number);
            case "Initial Packing" ->
                byColumn(
                        tab,
                        "0",
                        "Romaine",
                        "3",
                        "40",
                        "4",
                        "lbs",
                        "5",
                        "Farm " + number % 9,
                        "16",
                        "11/01/2026",
                        "25",
                        "LOT-" + number,
                        "42",
                        "11/05/2026",
                        "44",
                        "WO " + number);
            default ->
                ReadTable.shipment(
                        "Traceability Lot Code",
                        "LOT-" + number,
                        "Quantity",
                        Integer.toString(1 + number % 97),
                        "Shipping Date",
                        String.format(Locale.ROOT, "11/%02d/2026", 1 + number % 28),
                        "Reference Document Number",
                        "BOL " + number);
        };
    }

    private static Map<String, String> byColumn(String tab, String... cells) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(TabTable.title(ReadTable.tab(tab).columns().get(Integer.parseInt(cells[i]))), cells[i + 1]);
        }
        return row;
    }

    private static List<String> cells(int number, String tab) {
        Map<String, String> row = row(number, tab);
        return ReadTable.tab(tab).columns().stream()
                .map(column -> row.getOrDefault(TabTable.title(column), ""))
                .toList();
    }

    private static List<String> headings(String tab) {
        return ReadTable.tab(tab).columns().stream()
                .map(column -> column.heading())
                .toList();
    }

    private static void csv(int rows, String tab, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(ReadTable.line(headings(tab)));
            for (int number = 0; number < rows; number++) out.write(ReadTable.line(cells(number, tab)));
        }
    }

    private static void workbook(int rows, String tab, Path file) throws IOException {
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(null, 100, true, true);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Sheet sheet = workbook.createSheet(tab);
            write(sheet.createRow(0), headings(tab));
            for (int number = 0; number < rows; number++) write(sheet.createRow(number + 1), cells(number, tab));
            workbook.write(out);
        }
    }

    private static void write(Row row, List<String> cells) {
        for (int i = 0; i < cells.size(); i++)
            if (!cells.get(i).isEmpty()) row.createCell(i).setCellValue(cells.get(i));
    }
}
