package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.fda.FdaTables;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Shipping tab of {@code -Drows=100000} over HTTP until it is durable, as a workbook and as CSV, in turns with the same
 * events as a JSON document, at a server of its own with {@code -Dheap=256m}. Prints medians of {@code -Drounds=3} after
 * one that warms up, and the peak of the heap that the server reports.
 */
class SheetBenchmark {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final String HEAP = System.getProperty("heap", "256m");
    private static final String KEY = "ll_bench_0123456789abcdef0123456789abcdef";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path files;

    @Test
    void sheetAndTheSameEventsAsJson() throws Exception {
        Path data = LotledgerServer.newDataDirectory();
        List<String> settings = List.of("lotledger.bootstrap.api-key=" + KEY);
        try (ServerProcess server = new ServerProcess(data, HEAP, settings)) {
            server.start();
            await().atMost(Duration.ofMinutes(3)).until(() -> server.baseUrl().isPresent());
            measure(server.baseUrl().orElseThrow());
        } finally {
            LotledgerServer.delete(data);
        }
    }

    private void measure(URI server) throws Exception {
        List<Double> workbooks = new ArrayList<>();
        List<Double> tables = new ArrayList<>();
        List<Double> documents = new ArrayList<>();
        double peak = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            Path workbook = workbook(round * 3);
            Path csv = csv(round * 3 + 1);
            Path json = json(csv(round * 3 + 2));
            double ofWorkbook = rate(server, XLSX, workbook);
            peak = Math.max(peak, heapUsed(server));
            double ofCsv = rate(server, "text/csv", csv);
            peak = Math.max(peak, heapUsed(server));
            double ofJson = rate(server, "application/ld+json", json);
            System.out.printf(
                    Locale.ROOT, "round %d: xlsx %.0f, csv %.0f, json %.0f ev/s%n", round, ofWorkbook, ofCsv, ofJson);
            if (round == 0) continue;
            workbooks.add(ofWorkbook);
            tables.add(ofCsv);
            documents.add(ofJson);
        }
        System.out.printf(
                Locale.ROOT,
                "%d rows of Shipping, -Xmx%s: xlsx %.0f ev/s, csv %.0f ev/s, the same events as JSON %.0f ev/s; share %.2f"
                        + " and %.2f; heap after a capture up to %.0f MB%n",
                ROWS,
                HEAP,
                median(workbooks),
                median(tables),
                median(documents),
                median(workbooks) / median(documents),
                median(tables) / median(documents),
                peak / (1 << 20));
    }

    private double rate(URI server, String type, Path body) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> posted = http.send(
                request(server, "/epcis/api/2.0/capture")
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofFile(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        double rate = ROWS / ((System.nanoTime() - began) / 1e9);
        if (posted.statusCode() != 202 || !posted.body().contains("\"batchStatus\":\"ACCEPTED\"")) {
            throw new IllegalStateException(posted.statusCode() + " " + head(posted.body()));
        }
        return rate;
    }

    private static String head(String text) {
        return text.substring(0, Math.min(2_000, text.length()));
    }

    /** As the server's metrics report it. */
    private double heapUsed(URI server) throws Exception {
        String metrics = http.send(
                        request(server, "/actuator/prometheus").build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("X-API-Key", KEY);
    }

    /** Lots of GS1 keys and places of GLNs: their URIs do not depend on the organisation. */
    private static List<String> cells(int file, int row) {
        List<String> cells =
                new ArrayList<>(shipping().columns().stream().map(column -> "").toList());
        Map.of(
                        0, "(01)09506000134352(10)L" + file + "-" + row,
                        1, Integer.toString(1 + row % 97),
                        2, "cases",
                        9, "GLN 0860009999992",
                        16, "GLN 0860008888884",
                        23, String.format(Locale.ROOT, "11/%02d/2026", 1 + row % 28),
                        24, "GLN 0860009999992",
                        32, "Bill of Lading",
                        33, "BOL-" + file + "-" + row / 20)
                .forEach(cells::set);
        cells.set(3, "Romaine Hearts");
        cells.set(7, "12 x 3 ct");
        cells.set(8, "Carton");
        return cells;
    }

    private static Tab<?> shipping() {
        return FdaTemplate.TABS.get(6);
    }

    private static List<String> headings() {
        return shipping().columns().stream().map(column -> column.heading()).toList();
    }

    private Path workbook(int file) throws IOException {
        Path path = files.resolve("shipping.xlsx");
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(null, 100, true, true);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            Sheet sheet = workbook.createSheet("Shipping");
            write(sheet.createRow(0), headings());
            for (int row = 0; row < ROWS; row++) write(sheet.createRow(row + 1), cells(file, row));
            workbook.write(out);
        }
        return path;
    }

    private static void write(Row row, List<String> cells) {
        for (int i = 0; i < cells.size(); i++)
            if (!cells.get(i).isEmpty()) row.createCell(i).setCellValue(cells.get(i));
    }

    private Path csv(int file) throws IOException {
        Path path = files.resolve("shipping-" + file % 3 + ".csv");
        try (var out = Files.newBufferedWriter(path)) {
            out.write(line(headings()));
            for (int row = 0; row < ROWS; row++) out.write(line(cells(file, row)));
        }
        return path;
    }

    private static String line(List<String> cells) {
        return "\"" + String.join("\",\"", cells) + "\"\n";
    }

    /** The events that are read of the table, as a document of EPCIS. */
    private Path json(Path csv) throws IOException {
        Path path = files.resolve("shipping.jsonld");
        try (var in = Files.newInputStream(csv);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write(("{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\",{\"lotledger\":"
                            + "\"urn:lotledger:fsma204#\"}],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
                            + "\"creationDate\":\"2026-11-27T00:00:00Z\",\"epcisBody\":{\"eventList\":[")
                    .getBytes(StandardCharsets.UTF_8));
            DocumentBody body = new DocumentBody(new UUID(1, 1), List.of(), in, null, ReadingLimits.DEFAULT);
            FdaTables.csv().read(body, new Writer(out));
            out.write("]}}".getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private static final class Writer implements DocumentSink {
        private final OutputStream out;
        private boolean isFirst = true;

        Writer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void event(SentEvent event) {
            try {
                if (!isFirst) out.write(',');
                isFirst = false;
                out.write(event.node().toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void masterData(SentMasterData element) {
            // the products' descriptions, which are few bytes of a row
        }

        @Override
        public void note(Violation note) {
            throw new IllegalStateException(note.message());
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
