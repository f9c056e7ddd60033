package io.lotledger.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

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

    static final class Bomb {
        private final String contentType;
        private final byte[] gzip;

        Bomb(String contentType, byte[] gzip) {
            this.contentType = contentType;
            this.gzip = gzip;
        }

        String contentType() {
            return contentType;
        }

        byte[] gzip() {
            return gzip;
        }
    }

    /** By name; each is about a megabyte, or less. */
    static Map<String, Bomb> all() throws IOException {
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
        return bombs;
    }

    private static String members() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 400_000; i++) members.append("\"a").append(i).append("\":1,");
        return members.toString();
    }

    private static Bomb json(String before, String part, int times, String after) throws IOException {
        return new Bomb("application/json", gzip(before, part, times, after));
    }

    private static Bomb xml(String before, String part, String after) throws IOException {
        return new Bomb("application/xml", gzip(before, part, 1000, after + XML_END));
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
