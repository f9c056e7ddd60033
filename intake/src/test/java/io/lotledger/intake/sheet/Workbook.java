package io.lotledger.intake.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook written part by part: one sheet of one row. */
final class Workbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private String sheet = "worksheets/sheet1.xml";
    private boolean isStrict;
    private boolean hasTexts;
    private boolean hasStyles;

    Workbook(String cells) {
        part(
                "xl/workbook.xml",
                text("<workbook xmlns=\"$main\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"Lots\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        part(
                "xl/worksheets/sheet1.xml",
                text("<worksheet xmlns=\"$main\"><sheetData><row>" + cells + "</row></sheetData></worksheet>"));
    }

    Workbook texts(String xml) {
        hasTexts = true;
        return part("xl/sharedStrings.xml", text(xml));
    }

    Workbook styles(String xml) {
        hasStyles = true;
        return part("xl/styles.xml", text(xml));
    }

    Workbook sheetAt(String target) {
        sheet = target;
        return this;
    }

    Workbook hidden() {
        String part = new String(Objects.requireNonNull(parts.get("xl/workbook.xml")), UTF_8);
        return part("xl/workbook.xml", text(part.replace("<sheet ", "<sheet state=\"hidden\" ")));
    }

    Workbook part(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    /** The cells of all rows as {@code KIND text}. */
    List<String> read() {
        List<String> cells = new ArrayList<>();
        for (SheetRow row : rows()) {
            row.cells().forEach(cell -> {
                if (cell != null) cells.add(cell.kind() + " " + cell.text());
            });
        }
        return cells;
    }

    List<SheetRow> rows() {
        List<SheetRow> rows = new ArrayList<>();
        new XlsxFile()
                .read(
                        new DocumentBody(
                                new UUID(1, 1),
                                List.of(),
                                new ByteArrayInputStream(bytes()),
                                null,
                                ReadingLimits.DEFAULT),
                        new LargeTreePermits(),
                        rows::add);
        return rows;
    }

    /** As "Strict Open XML". */
    Workbook strict() {
        isStrict = true;
        return this;
    }

    private byte[] bytes() {
        String document = relation("rId1", "officeDocument", "xl/workbook.xml");
        part(
                "_rels/.rels",
                text("<Relationships xmlns=\"" + RELATIONS + "\">"
                        + (isStrict ? document.replace(OFFICE, STRICT) : document) + "</Relationships>"));
        part(
                "xl/_rels/workbook.xml.rels",
                text("<Relationships xmlns=\"" + RELATIONS + "\">"
                        + relation("rId1", "worksheet", sheet)
                        + (hasTexts ? relation("rId2", "sharedStrings", "sharedStrings.xml") : "")
                        + (hasStyles ? relation("rId3", "styles", "styles.xml") : "")
                        + "</Relationships>"));
        part(
                "[Content_Types].xml",
                text("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + type("workbook.xml", "sheet.main+xml") + type("worksheets/sheet1.xml", "worksheet+xml")
                        + (hasTexts ? type("sharedStrings.xml", "sharedStrings+xml") : "")
                        + (hasStyles ? type("styles.xml", "styles+xml") : "") + "</Types>"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String type(String part, String type) {
        return "<Override PartName=\"/xl/" + part + "\" ContentType=\"" + TYPE + type + "\"/>";
    }

    private static byte[] text(String xml) {
        return xml.replace("$main", MAIN).getBytes(UTF_8);
    }
}
