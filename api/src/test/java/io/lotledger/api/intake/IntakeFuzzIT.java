package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever a partner sends as a spreadsheet, CSV or X12: the answer says what is wrong and where, and the server goes on. */
class IntakeFuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 21);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", Effort.of(60, 6_000));
    private static final String X12 = "application/edi-x12";
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Statuses of answers to a document that can be read or cannot; never one of the server's own faults. */
    private static final Set<Integer> ANSWERS = Set.of(200, 202, 400, 413);

    /** Texts that spreadsheet programs, ERPs and people put into cells. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u00a0",
            "0",
            "-1",
            "1e400",
            "9".repeat(40),
            "0.0000000000000000000000000000000000001",
            "1,250",
            "#REF!",
            "#N/A",
            "TRUE",
            "n/a",
            "N/A (none)",
            "46329",
            "46329.75",
            "02/30/2026",
            "11/03/2026 5:00 PM",
            "9999-12-31",
            "0000-00-00",
            "x\u0000y",
            "Ω≈ç√\uD83D\uDE00",
            "\uD800",
            "=1+1",
            "a".repeat(5_000),
            "(01)09506000134352(10)",
            "(01)09506000134353(10)A",
            "https://id.gs1.org/01/09506000134352/10/%zz",
            "urn:lotledger:lot:x",
            "GLN 9506000134352",
            "GLN 9506000134353",
            "%",
            "12\" pizza",
            "line\r\nbreak",
            "_x0000_",
            "_xD83D_",
            "36.6, -121.6",
            "999, 999",
            "; ; ;");

    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final Random random = new Random(SEED);
    private final List<String> failed = new ArrayList<>();

    @Test
    void spoiltFilesAreAnsweredWithWhatIsWrongAndWhere() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body;
            String type;
            switch (round % 4) {
                case 0 -> {
                    type = SheetPartner.XLSX;
                    body = round % 8 == 0 ? spoiltArchive() : spoiltPart();
                }
                case 1 -> {
                    type = SheetPartner.XLSX;
                    body = SheetPartner.workbookOf(spoiltRows(round));
                }
                case 2 -> {
                    type = SheetPartner.CSV;
                    body = round % 8 == 2 ? spoilt(csv(round)) : csv(round);
                }
                default -> {
                    type = X12;
                    body = round % 8 == 3 ? spoilt(notice().getBytes(UTF_8)) : spoiltNotice();
                }
            }
            send("round " + round, type, body);
        }

        assertThat(failed).as("of " + ROUNDS + " documents of seed " + SEED).isEmpty();
        goesOn();
    }

    private void send(String story, String type, byte[] body) {
        String path = random.nextInt(3) == 0 ? "/validate" : "/capture";
        String behaviour = random.nextBoolean() ? "proceed" : "rollback";
        long began = System.nanoTime();
        SheetPartner.Answer answer;
        try {
            answer = partner.post(path, type, body, "GS1-Capture-Error-Behaviour", behaviour);
        } catch (RuntimeException e) {
            failed.add(story + ": no answer that is JSON, " + e);
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String wrong = wrong(answer);
        if (took.compareTo(LONGEST) > 0) wrong = "took " + took;
        if (!wrong.isEmpty()) failed.add(story + " to " + path + ": " + wrong + "\n→ " + shortened(answer.text()));
    }

    /** Why the answer is not as it must be; empty if it is. */
    private static String wrong(SheetPartner.Answer answer) {
        if (!ANSWERS.contains(answer.status())) return "status " + answer.status();
        for (String inside : List.of("io.lotledger", "org.apache", "java.", "\\tat ")) {
            if (answer.text().contains(inside)) return "shows " + inside;
        }
        if (answer.status() >= 400) {
            if (answer.json().path("detail").asString("").isBlank()) return "no detail";
            if (answer.status() == 400 && answer.json().path("errors").isEmpty()) return "no errors";
            return placeless(answer.json().path("errors"));
        }
        for (JsonNode event : answer.json().path("events")) {
            if (!event.path("status").asString("").equals("REJECTED")) continue;
            if (event.path("place").asString("").isBlank()) return "a rejected event has no place";
            if (event.path("errors").isEmpty()) return "a rejected event has no errors";
            String wrong = placeless(event.path("errors"));
            if (!wrong.isEmpty()) return wrong;
        }
        return "";
    }

    private static String placeless(JsonNode errors) {
        for (JsonNode error : errors) {
            String path = error.path("path").asString("");
            if (path.isBlank()) return "an error has no place: " + error;
            if (path.startsWith("$.")) return "an error has a place that is not the partner's: " + error;
            if (error.path("message").asString("").isBlank()) return "an error has no message: " + error;
        }
        return "";
    }

    private static String shortened(String text) {
        return text.length() < 1_500 ? text : text.substring(0, 1_500) + "…";
    }

    /** It answers, nothing is parked, and what was accepted is projected. */
    private void goesOn() {
        JsonNode job = partner.capture(SheetPartner.CSV, ShippingRows.csv(List.of(ShippingRows.shipment("LAST-1"))));
        String id = job.path("captureID").asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        partner.client.captureJob(id).body().path("projected").asBoolean());
        assertThat(partner.client.get("/lots?tlc=LAST-1").body().path("lots")).hasSize(1);
        ApiClient.Answer parked = partner.admin().query("/parked-events");
        assertThat(parked.status()).isEqualTo(200);
        assertThat(parked.body().path("parked_events")).isEmpty();
    }

    private byte[] spoilt(byte[] whole) {
        byte[] spoilt = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int i = random.nextInt(6); i >= 0 && spoilt.length > 0; i--) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
        return spoilt;
    }

    private byte[] spoiltArchive() {
        return spoilt(SheetPartner.workbookOf(new GeneratedSheets(random.nextInt(50)).rows()));
    }

    private byte[] spoiltPart() {
        SheetFile file = new SheetFile(SheetPartner.workbookOf(new GeneratedSheets(random.nextInt(50)).rows()));
        String part = file.names().get(random.nextInt(file.names().size()));
        return switch (random.nextInt(5)) {
            case 0 -> file.without(part).zip();
            case 1 -> file.with(part, spoilt(file.bytes(part))).zip();
            case 2 -> file.with(part, swapped(file.text(part))).zip();
            case 3 ->
                file.with(SheetFile.SHEET, typed(file.text(SheetFile.SHEET))).zip();
            default -> file.with(part, "<a xmlns=\"urn:x\"/>").zip();
        };
    }

    /** Two elements in place of each other. */
    private String swapped(String xml) {
        List<String> pieces = new ArrayList<>(List.of(xml.split("(?=<)")));
        for (int i = 0; i < 3; i++) {
            Collections.swap(pieces, random.nextInt(pieces.size()), random.nextInt(pieces.size()));
        }
        return String.join("", pieces);
    }

    /** Cells of other types, styles and references. */
    private String typed(String xml) {
        List<String> types = List.of("n", "b", "e", "d", "str", "inlineStr", "s", "zz");
        List<String> pieces = new ArrayList<>(List.of(xml.split("(?=<c )")));
        pieces.replaceAll(cell -> {
            if (random.nextInt(4) > 0 || !cell.startsWith("<c ")) return cell;
            return switch (random.nextInt(4)) {
                case 0 -> cell.replaceFirst("t=\"[a-zA-Z]+\"", "t=\"" + types.get(random.nextInt(types.size())) + "\"");
                case 1 ->
                    cell.replaceFirst(
                            "r=\"[A-Z]+",
                            "r=\"" + List.of("", "a", "ZZZZZZZZZ", "AAA").get(random.nextInt(4)));
                case 2 -> cell.replaceFirst("<v>[^<]*</v>", "<v>" + random.nextInt() + "</v>");
                default -> cell.replaceFirst("<c ", "<c s=\"" + (random.nextInt(40) - 5) + "\" ");
            };
        });
        return String.join("", pieces);
    }

    /** Rows of a chain with other cells, doubled, dropped and in another order. */
    private Map<String, List<Map<String, String>>> spoiltRows(int seed) {
        Map<String, List<Map<String, String>>> rows =
                new GeneratedSheets(seed).contradicting().shuffled();
        rows.values().forEach(of -> of.forEach(this::spoil));
        return rows;
    }

    private void spoil(Map<String, String> row) {
        row.replaceAll(
                (title, text) -> random.nextInt(12) > 0 ? text : storable(TEXTS.get(random.nextInt(TEXTS.size()))));
        if (random.nextInt(5) == 0) row.keySet().removeIf(title -> random.nextInt(4) == 0);
    }

    /** XML has no half of a surrogate pair and no NUL; a workbook escapes them. */
    private static String storable(String text) {
        return text.replace("\u0000", "_x0000_").replace("\uD800", "_xD800_");
    }

    /** One tab of a chain, with other separators, quotes, lines and charsets. */
    private byte[] csv(int seed) {
        Map<String, List<Map<String, String>>> rows = spoiltRows(seed);
        List<String> tabs = new ArrayList<>(rows.keySet());
        String tab = tabs.get(random.nextInt(tabs.size()));
        List<String> titles = SheetPartner.tab(tab).columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .collect(Collectors.toCollection(ArrayList::new));
        if (random.nextInt(3) == 0) Collections.shuffle(titles, random);
        if (random.nextInt(3) == 0) titles.add(random.nextInt(titles.size()), "Our remark");
        String separator = List.of(",", ";", "\t", "|").get(random.nextInt(10) == 0 ? 3 : random.nextInt(3));
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        StringBuilder csv = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        if (random.nextInt(6) == 0) csv.append("Valley Packing, Inc.").append(end);
        csv.append(titles.stream().map(this::quoted).collect(Collectors.joining(separator)))
                .append(end);
        for (Map<String, String> row : rows.getOrDefault(tab, List.of())) {
            csv.append(titles.stream()
                            .map(title -> quoted(row.getOrDefault(title, "").replace("_x0000_", "\u0000")))
                            .collect(Collectors.joining(separator)))
                    .append(random.nextInt(9) == 0 ? end + end : end);
        }
        return csv.toString().getBytes(random.nextInt(6) == 0 ? StandardCharsets.ISO_8859_1 : UTF_8);
    }

    /** Mostly as CSV quotes it; sometimes not. */
    private String quoted(String text) {
        return random.nextInt(60) == 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private String notice() {
        List<String> files = List.of("shared-pallet", "nested-tares", "one-bad-of-two", "loose", "receiving");
        try {
            String name = files.get(random.nextInt(files.size()));
            return Files.readString(Path.of("../intake/src/test/resources/x12/" + name + ".x12"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Segments doubled, dropped and in another order; elements of other texts; the count of segments mostly right. */
    private byte[] spoiltNotice() {
        List<String> segments = new ArrayList<>(List.of(notice().split("~\n")));
        List<String> set = segments.subList(3, segments.size() - 3);
        if (random.nextInt(4) == 0) Collections.shuffle(set, random);
        set.replaceAll(segment -> random.nextInt(10) > 0 ? segment : scrambled(segment));
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = 3 + random.nextInt(segments.size() - 6);
            if (random.nextBoolean()) segments.add(at, segments.get(at));
            else segments.remove(at);
        }
        if (random.nextInt(5) > 0
                && segments.stream().filter(one -> one.startsWith("ST*")).count() == 1) {
            int from = firstOf(segments, "ST*");
            int to = firstOf(segments, "SE*");
            if (from >= 0 && to > from) segments.set(to, "SE*" + (to - from + 1) + "*0001");
        }
        return (String.join("~\n", segments) + "~\n").getBytes(UTF_8);
    }

    private static int firstOf(List<String> segments, String tag) {
        for (int i = 0; i < segments.size(); i++) if (segments.get(i).startsWith(tag)) return i;
        return -1;
    }

    private String scrambled(String segment) {
        String[] elements = segment.split("\\*", -1);
        String text = random.nextBoolean()
                ? TEXTS.get(random.nextInt(TEXTS.size())).replaceAll("[*~\uD800]", "")
                : List.of("GM", "UL", "LT", "UK", "20269999", ">", ">>", "^", "00", "1.5.5", ".5", "I")
                        .get(random.nextInt(12));
        elements[random.nextInt(elements.length)] = text;
        return String.join("*", elements);
    }

    @Test
    void filesOfOtherKindsAreRefusedWithAdvice() {
        byte[] good = SheetPartner.workbookOf(Map.of("Shipping", List.of(ShippingRows.shipment("A-1"))));
        byte[] old = new byte[4_096];
        System.arraycopy(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1}, 0, old, 0, 6);
        Map<String, byte[]> refused = new LinkedHashMap<>();
        refused.put("Excel 97-2003", old);
        refused.put("not an Excel workbook", new byte[0]);
        refused.put(
                "DOCTYPE",
                new SheetFile(good)
                        .replaced(SheetFile.SHEET, "<worksheet", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet")
                        .zip());
        refused.put(
                "open it in a spreadsheet program",
                new SheetFile(good).without("xl/workbook.xml").zip());
        refused.forEach((message, file) -> {
            SheetPartner.Answer answer = partner.post("/capture", SheetPartner.XLSX, file);
            assertThat(answer.status()).as(message).isEqualTo(400);
            assertThat(answer.text()).contains(message);
            assertThat(wrong(answer)).isEmpty();
        });
        Map<String, byte[]> tooLarge = new LinkedHashMap<>();
        tooLarge.put(
                SheetFile.SHEET,
                new SheetFile(good)
                        .replaced(SheetFile.SHEET, "</sheetData>", "<row/>".repeat(4 << 20) + "</sheetData>")
                        .zip());
        tooLarge.put(
                "_rels/.rels",
                new SheetFile(good).with("_rels/.rels", spaces(20 << 20)).zip());
        tooLarge.put(
                "docProps/core.xml",
                new SheetFile(good).with("docProps/core.xml", spaces(20 << 20)).zip());
        tooLarge.forEach((part, file) -> {
            SheetPartner.Answer answer = partner.post("/capture", SheetPartner.XLSX, file);
            assertThat(answer.status()).as(part).isEqualTo(413);
            assertThat(answer.text()).contains(part);
        });
        assertThat(partner.post("/capture", "application/vnd.ms-excel", old).text())
                .contains(SheetPartner.XLSX);
        assertThat(partner.post("/capture", "text/csv; charset=none-such", new byte[0])
                        .status())
                .isEqualTo(415);
    }

    private static String spaces(int count) {
        return "<a>" + " ".repeat(count) + "</a>";
    }

    @Test
    void cellsOfAllKindsAreReadOrNamed() {
        byte[] good = SheetPartner.workbookOf(Map.of("Shipping", List.of(ShippingRows.shipment("A-1"))));
        String quantity = cell(good, "B2");
        String date = cell(good, "X2");
        String code = cell(good, "A2");

        assertThat(accepted(good, quantity, "<c r=\"B2\"><f>20*2</f><v>40</v></c>"))
                .isEmpty();
        assertThat(accepted(good, quantity, "<c r=\"B2\"><v>3.3333333333333333E-2</v></c>"))
                .isEmpty();
        assertThat(accepted(good, date, "<c r=\"X2\" t=\"d\"><v>2026-11-03T00:00:00</v></c>"))
                .isEmpty();
        assertThat(accepted(good, code, "<c r=\"A2\" t=\"str\"><f>A9</f><v>A-1</v></c>"))
                .isEmpty();
        assertThat(accepted(good, quantity, "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>"))
                .containsExactly("Shipping!B2 \"Quantity\" cell-error");
        assertThat(accepted(good, quantity, "<c r=\"B2\"><f>A1</f></c>"))
                .containsExactly("Shipping!B2 \"Quantity\" cell-error");
        assertThat(accepted(good, date, "<c r=\"X2\"><v>46329</v></c>"))
                .containsExactly("Shipping!X2 \"Shipping Date\" date");
        assertThat(accepted(good, code, "<c r=\"A2\"><v>1.2345678901234567E17</v></c>"))
                .contains("Shipping!A2 \"Traceability Lot Code\" number-in-text");
        assertThat(accepted(good, code, "<c r=\"A2\" t=\"inlineStr\"><is><t>x_x0000_y</t></is></c>"))
                .isNotEmpty();
        assertThat(accepted(good, code, "<c r=\"A2\" t=\"inlineStr\"><is><t>x_xD800_y</t></is></c>"))
                .isNotEmpty();
        assertThat(accepted(good, code, "<c r=\"A2\" t=\"inlineStr\"><is><t>" + "L".repeat(30_000) + "</t></is></c>"))
                .isNotEmpty();
        assertThat(accepted(good, code, "<c r=\"A2\" t=\"inlineStr\"><is><t>\u00a0A-1 </t></is></c>"))
                .isEmpty();
    }

    /** In a URI, NUL is escaped, so that only a table would refuse it. */
    @Test
    void uriWithNulIsRefused() {
        String event = "{\"@context\": [\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\"], \"type\":"
                + " \"EPCISDocument\", \"schemaVersion\": \"2.0\", \"creationDate\": \"2026-11-27T00:00:00Z\", \"epcisBody\":"
                + " {\"eventList\": [{\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", \"bizStep\": \"shipping\","
                + " \"eventTime\": \"2026-11-03T00:00:00Z\", \"eventTimeZoneOffset\": \"+00:00\", \"quantityList\":"
                + " [{\"epcClass\": \"%s\", \"quantity\": 4, \"uom\": \"XCS\"}]}]}}";
        for (String lot : List.of(
                "https://id.gs1.org/01/09506000134352/10/a%00b",
                "urn:lotledger:lot:" + partner.organisation + ":-:a%00b", "urn:x:a%00b")) {
            SheetPartner.Answer answer = partner.post(
                    "/capture", "application/ld+json", event.replace("%s", lot).getBytes(UTF_8));
            assertThat(answer.text()).as(lot).contains("must not contain NUL", "REJECTED");
        }
        goesOn();
    }

    /** The element of a cell. */
    private static String cell(byte[] workbook, String reference) {
        String sheet = new SheetFile(workbook).text(SheetFile.SHEET);
        int from = sheet.indexOf("<c r=\"" + reference + "\"");
        return sheet.substring(from, sheet.indexOf("</c>", from) + 4);
    }

    /** The places and rules of the errors of the workbook's only row. */
    private List<String> accepted(byte[] workbook, String cell, String instead) {
        byte[] file =
                new SheetFile(workbook).replaced(SheetFile.SHEET, cell, instead).zip();
        SheetPartner.Answer answer = partner.post("/validate", SheetPartner.XLSX, file);
        assertThat(wrong(answer)).as(instead).isEmpty();
        assertThat(answer.status()).as(instead).isEqualTo(200);
        List<String> errors = new ArrayList<>();
        for (JsonNode fault : answer.json().path("faults")) {
            if (!fault.path("severity").asString("error").equals("error")) continue;
            errors.add(fault.path("path").asString() + " " + fault.path("rule").asString());
        }
        return errors;
    }
}
