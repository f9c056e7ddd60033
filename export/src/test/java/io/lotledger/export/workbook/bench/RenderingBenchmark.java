package io.lotledger.export.workbook.bench;

import io.lotledger.export.workbook.Samples;
import io.lotledger.export.workbook.WorkbookContent;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.io.output.CountingOutputStream;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Rendering against bare SXSSF that writes the same strings into the same sheets, in turns, in one process; the medians and their
 * ratio are printed (1 is as fast, more is faster). Times are the thread's CPU: another process on the machine does not
 * count; wall-clock is printed beside it. Arguments: rows (1,000,000) and rounds (3). Run it with {@code -Xmx512m}.
 */
public final class RenderingBenchmark {
    private static final List<String> TABS = List.of("Shipping", "Receiving", "Transformation", "Initial Packing");

    private RenderingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<List<String>> cells = cellsOfOneRowEach();
        run("warm-up, bare", () -> bare(cells, rows / 20));
        run("warm-up, ours", () -> ours(rows / 20));
        double[] bare = new double[rounds];
        double[] ours = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            bare[i] = run("bare SXSSF", () -> bare(cells, rows));
            ours[i] = run("rendering", () -> ours(rows));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d rows: bare %.1f s, rendering %.1f s (%,.0f rows/s), ratio %.2f%n",
                rows,
                median(bare),
                median(ours),
                rows / median(ours),
                median(bare) / median(ours));
    }

    private static CriticalTrackingEvent row(int i) {
        return switch (i % TABS.size()) {
            case 0 -> Samples.shipping("event-" + i, Kde.of("TLC " + i));
            case 1 -> Samples.receiving();
            case 2 -> Samples.transformation();
            default -> Samples.initialPacking();
        };
    }

    private static long ours(int rows) throws IOException {
        return new WorkbookRenderer()
                .render(content(rows), OutputStream.nullOutputStream())
                .sizeBytes();
    }

    private static WorkbookContent content(int rows) {
        return new WorkbookContent(
                Samples.request(),
                Samples.trace(),
                () -> IntStream.range(0, rows).mapToObj(RenderingBenchmark::row).iterator(),
                List.of());
    }

    private static long bare(List<List<String>> cells, int rows) throws IOException {
        CountingOutputStream out = new CountingOutputStream(OutputStream.nullOutputStream());
        try (SXSSFWorkbook book = new SXSSFWorkbook()) {
            List<SXSSFSheet> sheets = TABS.stream().map(book::createSheet).toList();
            for (int i = 0; i < rows; i++) {
                int tab = i % TABS.size();
                SXSSFRow row = sheets.get(tab).createRow(i / TABS.size());
                List<String> values = cells.get(tab);
                row.createCell(0).setCellValue(tab == 0 ? "TLC " + i : values.get(0));
                for (int column = 1; column < values.size(); column++)
                    row.createCell(column).setCellValue(values.get(column));
            }
            book.write(out);
        }
        return out.getByteCount();
    }

    private static List<List<String>> cellsOfOneRowEach() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WorkbookRenderer().render(content(TABS.size()), out);
        List<List<String>> cells = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            for (String tab : TABS) {
                XSSFRow row = book.getSheet(tab).getRow(1);
                cells.add(IntStream.range(0, row.getLastCellNum())
                        .mapToObj(column -> row.getCell(column).getStringCellValue())
                        .toList());
            }
        }
        return cells;
    }

    private static double run(String name, Measured measured) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long startCpu = threads.getCurrentThreadCpuTime();
        long bytes = measured.run();
        double cpu = (threads.getCurrentThreadCpuTime() - startCpu) / 1e9;
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%-14s CPU %6.1f s, wall %6.1f s, %,d bytes%n", name, cpu, wall, bytes);
        return cpu;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private interface Measured {
        long run() throws IOException;
    }
}
