package io.lotledger.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Our template, filled and saved by LibreOffice: what another spreadsheet program writes is captured alike. */
class LibreOfficeIT {
    private static final String NAME = "shipping";

    /** UTF-8, with commas, every text quoted, cells as shown. */
    private static final String TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true";

    private final LotledgerServer server = LotledgerServer.shared();

    @TempDir
    Path files;

    @Test
    void templateSavedByLibreOfficeIsCapturedAsItWasFilled() throws Exception {
        assumeThat(isInstalled()).as("skipped: no LibreOffice").isTrue();
        Path filled = files.resolve(NAME + ".xlsx");
        Files.write(filled, filledTemplate());
        Path saved = files.resolve("saved");

        JsonNode original = new SheetPartner(server).capture(SheetPartner.XLSX, Files.readAllBytes(filled));
        convert("xlsx:Calc MS Excel 2007 XML", filled, saved);
        JsonNode asXlsx =
                new SheetPartner(server).capture(SheetPartner.XLSX, Files.readAllBytes(saved.resolve(NAME + ".xlsx")));

        assertThat(outcome(original)).hasSize(3).allMatch(event -> event.contains("ACCEPTED"));
        assertThat(outcome(asXlsx)).isEqualTo(outcome(original));
        if (!Effort.isFull()) return;
        convert(TO_CSV, filled, saved);
        byte[] csv = Files.readAllBytes(saved.resolve(NAME + ".csv"));
        assertThat(outcome(new SheetPartner(server).capture(SheetPartner.CSV, csv)))
                .as("but for the types of cells, which a CSV file does not have")
                .isEqualTo(outcome(original).stream()
                        .map(event -> event.replace(" leading-zeros", ""))
                        .toList());
    }

    /** Three rows below the example: a real date, numbers where text belongs, line breaks and letters of all kinds. */
    private byte[] filledTemplate() throws IOException {
        byte[] template = new SheetPartner(server)
                .client
                .query("/templates/" + NAME + ".xlsx")
                .response()
                .body();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(template));
                java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream()) {
            CellStyle date = workbook.createCellStyle();
            date.setDataFormat(workbook.createDataFormat().getFormat("mm/dd/yyyy"));
            Sheet sheet = workbook.getSheet("Shipping");
            for (int lot = 1; lot <= 3; lot++) {
                Map<String, String> shipment = ShippingRows.shipment(lot == 2 ? "Ñ-2 \"x\", y; z" : "L-" + lot);
                Row row = sheet.createRow(1 + lot);
                List<String> titles = SheetPartner.tab("Shipping").columns().stream()
                        .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                        .toList();
                for (int column = 0; column < titles.size(); column++) {
                    String text = shipment.getOrDefault(titles.get(column), "");
                    Cell cell = row.createCell(column);
                    if (titles.get(column).equals("Quantity")) cell.setCellValue(40.25 + lot);
                    else if (titles.get(column).equals("Shipping Date")) {
                        cell.setCellValue(LocalDate.of(2026, 11, lot));
                        cell.setCellStyle(date);
                    } else if (lot == 3 && titles.get(column).equals("Reference Document Number")) {
                        cell.setCellValue(1234567);
                    } else if (!text.isEmpty()) cell.setCellValue(text);
                }
            }
            workbook.write(bytes);
            return bytes.toByteArray();
        }
    }

    /** Place, verdict, and the rules of the warnings of each event; of what they say, only what does not depend on ids. */
    private static List<String> outcome(JsonNode job) {
        return StreamSupport.stream(job.path("events").spliterator(), false)
                .map(event -> event.path("place").asString() + " "
                        + event.path("status").asString() + rules(event))
                .toList();
    }

    private static String rules(JsonNode event) {
        StringBuilder rules = new StringBuilder();
        for (JsonNode warning : event.path("warnings")) {
            String rule = warning.path("rule").asString();
            if (!rule.equals("example") && !rule.equals("headings"))
                rules.append(' ').append(rule);
        }
        return rules.toString();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "soffice")));
    }

    private void convert(String format, Path file, Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + files.resolve("profile").toUri(),
                "--headless",
                "--norestore",
                "--convert-to",
                format,
                "--outdir",
                directory.toString(),
                file.toString()));
        Path log = files.resolve("soffice.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream none = process.getOutputStream()) {
            none.flush();
        }
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("LibreOffice ended")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
