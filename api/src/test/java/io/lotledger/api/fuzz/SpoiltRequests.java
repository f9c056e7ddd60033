package io.lotledger.api.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests that are right but for one thing, or for several: the same ones for the same seed. */
final class SpoiltRequests {
    private static final String API = "/epcis/api/2.0";
    private static final List<String> READS = List.of(
            "/capture",
            "/capture/x",
            "/events/x",
            "/traceability/lots",
            "/traceability/lots/2222222222222222222222",
            "/traceability/lots/2222222222222222222222/lineage",
            "/traceability/lots/2222222222222222222222/readiness",
            "/traceability/lots/2222222222222222222222/timeline",
            "/traceability/findings",
            "/traceability/readiness",
            "/traceability/unclassified-events",
            "/traceability/exports",
            "/traceability/exports/2222222222222222222222",
            "/masterdata/locations/4012345000054",
            "/masterdata/products/04012345123456",
            "/parked-events",
            "/projections",
            "/audit/proof",
            "/audit/consistency",
            "/audit/checkpoints",
            "/keys");
    private static final List<String> PARAMETERS = List.of(
            "event",
            "index",
            "tlc",
            "gtin",
            "class",
            "q",
            "lot_id",
            "kind",
            "severity",
            "as_of",
            "from",
            "to",
            "perPage",
            "per_page",
            "next_page_token",
            "nextPageToken",
            "status",
            "direction",
            "format",
            "after",
            "from_event",
            "limit");
    private static final List<String> VALUES = List.of(
            "%zz",
            "%",
            "%f",
            "%ff",
            "%C0%80",
            "%ED%A0%80",
            "%F0%9F",
            "%00",
            "a%00b",
            "",
            "-1",
            "0",
            "1e99999999999",
            "99999999999999999999",
            "%2B999999999-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "AA",
            "AAAA",
            "_w",
            "2026-02-30T00:00:00Z",
            "%EF%BC%91",
            "..%2F..",
            "'%20or%201=1--",
            "null",
            "2222222222222222222222");
    private static final List<String> PATHS = List.of(
            "/error",
            "/error;a",
            "/error?trace=true",
            "/actuator/health/..;/x",
            "/actuator/health/..;/metrics",
            "/actuator/health/..;/..;/epcis/api/2.0/keys",
            "/actuator/health/%2e%2e/metrics",
            "/actuator/health/../metrics",
            "/actuator/health/%2e%2e;/metrics",
            "/actuator/health/..%2f..%2fepcis",
            "/actuator/health/x/y",
            "/actuator/health/a%2fb",
            "/actuator/health/%00",
            "/actuator/health/%ff",
            "/actuator/health?x=%zz",
            "/..;/",
            "//",
            "/%2e%2e",
            API + "/events/%00",
            API + "/events/%ff",
            API + "/events/%zz",
            API + "/keys/a%00",
            API + "/traceability/lots/%00");
    private static final List<String> HOSTS = List.of(
            "",
            "a b",
            "[::1",
            "exa_mple",
            "a:b",
            "localhost:99999",
            "a%zz",
            "\u00ff",
            "a/b",
            "[x]",
            "-",
            "..",
            "a:",
            ":80",
            "a@b",
            "1.2.3.4.5",
            "256.1.1.1",
            "[::ffff:1.2.3.4]",
            "a<b",
            "localhost:0");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND");
    private static final List<String> NUMBERS = List.of(
            "1e99999999999",
            "-1e99999999999",
            "1e-99999999999",
            "1e-2147483648",
            "1e999999999",
            "1E+400",
            "0e99999999999",
            "9".repeat(999),
            "9".repeat(1001),
            "1." + "0".repeat(2000),
            "NaN",
            "1e",
            "0x1",
            "-",
            "01");
    private static final List<String> VALUES_IN_JSON = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "\" \"",
            "true",
            "5",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"a\":null}",
            "\"" + "a".repeat(5000) + "\"",
            "\"urn:x:" + "%41".repeat(5000) + "\"",
            "\"https://id.gs1.org/" + "10/1/".repeat(2000) + "\"",
            "\"urn:epc:id:sgtin:" + "1.".repeat(5000) + "\"",
            "\"" + "1.".repeat(20_000) + "1\"",
            "[".repeat(600) + "]".repeat(600),
            "{\"ex:a\":".repeat(450) + "1" + "}".repeat(450));
    private static final String EVENT = """
            {"type":"ObjectEvent","eventTime":"2026-04-17T09:26:42-04:00","eventTimeZoneOffset":"-04:00",\
            "eventID":"urn:x:EVENT","action":"ADD","bizStep":"commissioning","disposition":"active",\
            "readPoint":{"id":"https://id.gs1.org/414/4012345000054"},"epcList":["urn:epc:id:sgtin:4012345.012345.1"],\
            "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/LOT","quantity":12.5,"uom":"LBR"}],\
            "bizTransactionList":[{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000054:856-1"}],\
            "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:4012345.00006.0"}],\
            "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":26.0,"uom":"CEL"}]}],\
            "ilmd":{"cbvmda:lotNumber":"LOT","ex:note":"one"},"ex:field":{"ex:inner":["two"]}}""";
    private static final String HEADER = """
            {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://ex.example/"}],\
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z",\
            "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:Location",\
            "vocabularyElementList":[{"id":"urn:epc:id:sgln:4012345.00006.0","attributes":[{"id":"name","attribute":"Valley"}]}]}]}},\
            "epcisBody":{"eventList":[""";
    private static final String XML = """
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ex.example/" schemaVersion="2.0" \
            creationDate="2026-04-17T11:26:42Z"><EPCISBody><EventList><ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime>\
            <eventTimeZoneOffset>-04:00</eventTimeZoneOffset><eventID>urn:x:EVENT</eventID><epcList><epc>urn:epc:id:sgtin:4012345.012345.1</epc></epcList>\
            <action>OBSERVE</action><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.LOT</epcClass><quantity>40</quantity>\
            <uom>LBR</uom></quantityElement></quantityList><sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="26.0" uom="CEL"/>\
            </sensorElement></sensorElementList><ex:note>one</ex:note></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>""";
    private static final String KEY = "{\"name\":\"partner\",\"roles\":[\"capture\"]}";
    private static final String ORDER =
            "{\"tlcs\":[\"LOT\"],\"direction\":\"both\",\"event_time\":{\"from\":\"2026-01-01T00:00:00Z\"}}";
    private static final String PLACE = "{\"attributes\":{\"name\":\"Valley\",\"city\":\"Salinas\"}}";

    private final Wire wire;
    private final Random random;

    SpoiltRequests(Wire wire, long seed) {
        this.wire = wire;
        this.random = new Random(seed);
    }

    /** @param story what was sent, as far as a person needs it */
    record Sent(String story, Wire.Answer answer) {}

    Sent next() throws IOException {
        return switch (random.nextInt(10)) {
            case 0 -> path();
            case 1, 2 -> query();
            case 3 -> host();
            case 4 -> body("/keys", "POST", KEY);
            case 5 -> body("/traceability/exports", "POST", ORDER);
            case 6 -> body("/masterdata/locations/4012345000054", "PUT", PLACE);
            case 7 -> xml();
            default -> json();
        };
    }

    private Sent path() throws IOException {
        String method = one(METHODS);
        String target = one(PATHS);
        boolean anonymous = random.nextBoolean();
        List<String> headers = anonymous ? List.of("X-API-Key: ll_0_0") : List.of();
        return new Sent(method + " " + target, wire.send(method, target, headers, new byte[0]));
    }

    private Sent query() throws IOException {
        String name = random.nextInt(10) == 0 ? one(VALUES) : one(PARAMETERS);
        String target = API + one(READS) + "?" + name + "=" + one(VALUES);
        return new Sent("GET " + target, wire.get(target));
    }

    private Sent host() throws IOException {
        String host = one(HOSTS);
        if (random.nextBoolean()) {
            String target = API + one(READS) + "?perPage=1";
            return new Sent("GET " + target + " of host " + host, wire.get(target, "Host: " + host));
        }
        byte[] body = bytes(document(unique(EVENT)));
        return new Sent(
                "POST /capture of host " + host,
                wire.post(API + "/capture", "application/json", body, "Host: " + host));
    }

    private Sent body(String path, String method, String right) throws IOException {
        byte[] body = spoiltJson(right);
        List<String> headers = List.of("Content-Type: application/json", "Content-Length: " + body.length);
        return new Sent(method + " " + path + " " + shown(body), wire.send(method, API + path, headers, body));
    }

    private Sent json() throws IOException {
        if (random.nextInt(3) == 0) {
            String event = unique(EVENT)
                    .replaceFirst(
                            "\\{",
                            "{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\",{\"ex\":\"https://ex.example/\"}],");
            byte[] body = spoiltJson(event);
            return new Sent("POST /events " + shown(body), wire.post(API + "/events", "application/json", body));
        }
        String path = random.nextInt(3) == 0 ? "/event-hashes" : "/capture";
        byte[] body = spoiltJson(document(unique(EVENT)));
        return new Sent("POST " + path + " " + shown(body), wire.post(API + path, "application/ld+json", body));
    }

    private Sent xml() throws IOException {
        String sent = unique(XML);
        String number = one(NUMBERS);
        String spoilt = switch (random.nextInt(5)) {
            case 0 -> sent.replace(">40<", ">" + number + "<");
            case 1 -> sent.replace("\"26.0\"", "\"" + number + "\"");
            case 2 -> sent.replace("schemaVersion=\"2.0\"", "schemaVersion=\"" + "1.".repeat(20_000) + "1\"");
            case 3 -> sent.replace(">one<", ">" + "<ex:a>".repeat(150) + "</ex:a>".repeat(150) + "<");
            default -> sent;
        };
        byte[] body = spoiltBytes(bytes(spoilt));
        String path = random.nextBoolean() ? "/capture" : "/event-hashes";
        return new Sent("POST " + path + " " + shown(body), wire.post(API + path, "application/xml", body));
    }

    /** Some value of it is another, a member is there twice, or a byte is wrong. */
    private byte[] spoiltJson(String right) {
        String spoilt = right;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = spoilt.indexOf(':', random.nextInt(spoilt.length()));
            if (at < 0 || spoilt.length() > 20_000) continue;
            int end = at + 1;
            while (end < spoilt.length() && ",}]".indexOf(spoilt.charAt(end)) < 0) end++;
            String value = random.nextBoolean() ? one(NUMBERS) : one(VALUES_IN_JSON);
            spoilt = spoilt.substring(0, at + 1) + value + spoilt.substring(end);
        }
        return random.nextInt(4) == 0 ? spoiltBytes(bytes(spoilt)) : bytes(spoilt);
    }

    private byte[] spoiltBytes(byte[] body) {
        for (int i = random.nextInt(3); i > 0; i--) body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        return body;
    }

    private String unique(String event) {
        int number = random.nextInt(1_000_000);
        return event.replace("EVENT", "e" + number).replace("LOT", "L" + number % 20);
    }

    private static String document(String event) {
        return HEADER + event + "]}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "… " + text.length();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
