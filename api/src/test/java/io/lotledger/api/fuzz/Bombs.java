package io.lotledger.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Small bodies that decompress to far more than a heap holds. */
final class Bombs {
    static final String HEADER = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\"],"
            + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-04-17T11:26:42Z\",";
    private static final String EVENTS = HEADER + "\"epcisBody\":{\"eventList\":[";
    private static final String EVENT = "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-04-17T09:26:42-04:00\","
            + "\"eventTimeZoneOffset\":\"-04:00\",\"action\":\"OBSERVE\",\"epcList\":[";
    private static final String XML = "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
            + " schemaVersion=\"2.0\" creationDate=\"2026-04-17T11:26:42Z\"><EPCISBody><EventList>";
    private static final String XML_EVENT = "<ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime>"
            + "<eventTimeZoneOffset>-04:00</eventTimeZoneOffset><action>OBSERVE</action><epcList>";
    private static final String XML_END = "</EventList></EPCISBody></epcis:EPCISDocument>";
    private static final String EPC = "\"urn:epc:id:sgtin:0614141.107346.1\",";
    private static final String MEGABYTE = "a".repeat(1 << 20);

    private Bombs() {}

    @FunctionalInterface
    private interface Body {
        byte[] make() throws IOException;
    }

    /** Made when it is first sent: most walks send few of them. */
    static final class Bomb {
        private final String contentType;
        private final Body body;
        private byte @Nullable [] gzip;

        Bomb(String contentType, Body body) {
            this.contentType = contentType;
            this.body = body;
        }

        String contentType() {
            return contentType;
        }

        synchronized byte[] gzip() throws IOException {
            if (gzip == null) gzip = body.make();
            return gzip;
        }
    }

    /** By name; each is about a megabyte, or less. */
    static Map<String, Bomb> all() {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        bombs.put("one long text of an event", json(EVENTS + "{\"type\":\"", MEGABYTE, 1000, "\"}]}}"));
        bombs.put("one long text of the header", json(HEADER + "\"epcisHeader\":{\"x\":\"", MEGABYTE, 1000, "\"}}"));
        bombs.put("one long text of an unknown member", json("{\"x\":\"", MEGABYTE, 1000, "\"}"));
        bombs.put("one long number", json("{\"x\":", "1".repeat(1 << 20), 1000, "}"));
        bombs.put("one long name", json("{\"", MEGABYTE, 1000, "\":1}"));
        bombs.put("an array for an event", json(EVENTS + "[", "[],".repeat(10_000), 30_000, "1]]}}"));
        bombs.put("an array", json("[", "[],".repeat(10_000), 30_000, "1]"));
        bombs.put("empty events", json(EVENTS, "{},".repeat(10_000), 30_000, "{}]}}"));
        bombs.put("a million EPCs", json(EVENTS + EVENT, EPC.repeat(1000), 1000, "\"urn:x:y\"]}]}}"));
        bombs.put("many members", json("{", members(), 1, "\"z\":1}"));
        bombs.put(
                "mistyped members",
                json(HEADER + "\"epcisBody\":{", "\"eventLst\":1,".repeat(10_000), 1000, "\"z\":1}}"));
        bombs.put("one long text in XML", xml(XML + XML_EVENT + "<epc>", MEGABYTE, "</epc></epcList></ObjectEvent>"));
        bombs.put(
                "one long attribute in XML",
                xml(XML + XML_EVENT + "<epc a=\"", MEGABYTE, "\"/></epcList></ObjectEvent>"));
        bombs.put("one long name in XML", xml(XML + "<", MEGABYTE, "/>"));
        bombs.put("one long comment in XML", xml(XML + "<!--", MEGABYTE, "-->"));
        bombs.put(
                "a million EPCs in XML",
                xml(XML + XML_EVENT, "<epc>urn:x:y</epc>".repeat(1000), "</epcList></ObjectEvent>"));
        bombs.putAll(ofPartners());
        return bombs;
    }

    /** Spreadsheets, tables and interchanges that would be held in memory whole. */
    private static Map<String, Bomb> ofPartners() {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        String xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        bombs.put("the shared texts of a workbook", new Bomb(xlsx, () -> gzip(workbook())));
        String headings =
                "Traceability Lot Code,Quantity,Unit of Measure,Shipping Date,Product Description - Product Name\n";
        bombs.put(
                "a table of many rows",
                new Bomb("text/csv", () -> gzip(headings, "L1,40,cases,11/03/2026,Romaine\n".repeat(1000), 600, "")));
        String start =
                "ISA*00*          *00*          *ZZ*FRESHFARMS     *08*9254110060     *261120*1430*U*00401*000000001*0*P*>~"
                        + "GS*SH*FRESHFARMS*9254110060*20261120*1430*1*X*004010~ST*856*0001~BSN*00*ASN1*20261120*1430~";
        bombs.put(
                "an interchange of one set",
                new Bomb("application/edi-x12", () -> gzip(start, "REF*ZZ*A~".repeat(1000), 1000, "")));
        bombs.put(
                "an interchange of long elements",
                new Bomb(
                        "application/edi-x12",
                        () -> gzip(start, ("REF*ZZ*" + "A".repeat(1000) + "~").repeat(100), 1000, "")));
        return bombs;
    }

    /** Five million short texts, among random ones that keep the archive below the ratio of a bomb. */
    private static byte[] workbook() throws IOException {
        java.util.Random random = new java.util.Random(7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Override PartName=\"/workbook.xml\" ContentType=\"" + type + "sheet.main+xml\"/>"
                            + "<Override PartName=\"/texts.xml\" ContentType=\"" + type
                            + "sharedStrings+xml\"/></Types>");
            part(zip, "_rels/.rels", relation("officeDocument", "workbook.xml"));
            part(zip, "_rels/workbook.xml.rels", relation("sharedStrings", "texts.xml"));
            part(
                    zip,
                    "workbook.xml",
                    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>");
            zip.putNextEntry(new ZipEntry("texts.xml"));
            zip.write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                    .getBytes(StandardCharsets.UTF_8));
            byte[] texts = "<si><t>a</t></si>".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 5_000; i++) {
                zip.write(texts);
                zip.write(("<si><t>" + Long.toHexString(random.nextLong()).repeat(7) + "</t></si>")
                        .getBytes(StandardCharsets.UTF_8));
                for (int j = 0; j < 8; j++) {
                    zip.write(("<!--" + Long.toHexString(random.nextLong()) + "-->").getBytes(StandardCharsets.UTF_8));
                }
            }
            zip.write("</sst>".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String relation(String type, String target) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "\" Target=\""
                + target + "\"/></Relationships>";
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static String members() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 400_000; i++) members.append("\"a").append(i).append("\":1,");
        return members.toString();
    }

    private static Bomb json(String before, String part, int times, String after) {
        return new Bomb("application/json", () -> gzip(before, part, times, after));
    }

    private static Bomb xml(String before, String part, String after) {
        return new Bomb("application/xml", () -> gzip(before, part, 1000, after + XML_END));
    }

    static byte[] gzip(String before, String part, int times, String after) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] each = part.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(bytes, 1 << 16)) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < times && bytes.size() < 1_000_000; i++) out.write(each);
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
