package io.lotledger.api.dashboard.exports;

import io.lotledger.api.dashboard.PageWords;
import io.lotledger.api.exports.ExportOrder;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a new export, each field as it was typed.
 *
 * @param tlcs lot codes, one a line
 * @param gtins one a line
 * @param from a day in the reader's zone, or a time with an offset
 * @param to the same; a day is included
 * @param direction a word of the contract
 * @param since the head of the log when the form was opened: sent twice, the form makes one job
 */
record ExportForm(String tlcs, String gtins, String from, String to, String direction, boolean fdaOnly, long since) {
    /** Of a printed code. */
    private static final Pattern GTIN = Pattern.compile("^\\(01\\)(\\d{8}|\\d{12,14})(?!\\d)");

    private static final Pattern ENTRY = Pattern.compile("\\$\\.(tlcs|gtins)\\[(\\d+)]");

    static ExportForm empty(@Nullable String tlc, @Nullable String gtin, long head) {
        return new ExportForm(tlc == null ? "" : tlc, gtin == null ? "" : gtin, "", "", "both", false, head);
    }

    /**
     * A fault, where the form shows it.
     *
     * @param field {@code form} for the order as a whole
     */
    record Fault(String field, String sentence) {}

    /** The order that the API would read from the same fields. */
    ExportOrder order(ZoneId zone) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("tlcs", array(tlcs));
        body.set("gtins", array(gtins));
        ObjectNode period = JsonNodeFactory.instance.objectNode();
        time(period, "from", SentDay.start(from.strip(), zone));
        time(period, "to", SentDay.end(to.strip(), zone));
        if (!period.isEmpty()) body.set("event_time", period);
        body.put("direction", direction);
        body.put("fda_only", fdaOnly);
        return ExportOrder.read((JsonNode) body);
    }

    private static void time(ObjectNode period, String end, Optional<Instant> time) {
        time.ifPresent(at -> period.put(end, at.toString()));
    }

    private static ArrayNode array(String text) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        lines(text).forEach(line -> array.add(line.text()));
        return array;
    }

    private record Line(int number, String text) {}

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R")) {
            number++;
            if (!line.isBlank()) lines.add(new Line(number, line.strip()));
        }
        return lines;
    }

    /** The ends of the period that cannot be read; the order does not have them. */
    List<Fault> periodFaults(ZoneId zone) {
        List<Fault> faults = new ArrayList<>();
        if (!from.isBlank() && SentDay.start(from.strip(), zone).isEmpty())
            faults.add(new Fault("from", SentDay.FAULT));
        if (!to.isBlank() && SentDay.end(to.strip(), zone).isEmpty()) faults.add(new Fault("to", SentDay.FAULT));
        return faults;
    }

    /** All faults by field, those of the order after those of the period. Of a list that is too long, only that is said. */
    Map<String, List<String>> faults(List<Violation> ofTheOrder, ZoneId zone) {
        List<Fault> all = new ArrayList<>(periodFaults(zone));
        boolean periodIsRead = all.isEmpty();
        Map<String, List<Line>> entries = Map.of("tlcs", lines(tlcs), "gtins", lines(gtins));
        boolean isTooLong = ofTheOrder.stream().anyMatch(fault -> fault.rule().equals("limit"));
        ofTheOrder.stream()
                .filter(fault -> periodIsRead || !fault.rule().equals("required"))
                .filter(fault -> !isTooLong || !ENTRY.matcher(fault.path()).matches())
                .map(fault -> placed(fault, entries))
                .forEach(all::add);
        Map<String, List<String>> byField = new LinkedHashMap<>();
        all.forEach(fault -> byField.computeIfAbsent(fault.field(), field -> new ArrayList<>())
                .add(fault.sentence()));
        return byField;
    }

    private static Fault placed(Violation fault, Map<String, List<Line>> entries) {
        Matcher entry = ENTRY.matcher(fault.path());
        if (entry.matches()) {
            String field = entry.group(1);
            Line line = Objects.requireNonNull(entries.get(field)).get(Integer.parseInt(entry.group(2)));
            return new Fault(field, "Line " + line.number() + ": " + sentence(fault, line.text()));
        }
        return switch (fault.path()) {
            case "$.event_time" ->
                fault.rule().equals("empty_period")
                        ? new Fault("to", "No event of yours is in this period. Widen it.")
                        : new Fault("to", "The last day is before the first.");
            case "$.direction" -> new Fault("direction", sentence(fault.message()));
            default ->
                new Fault(
                        "form",
                        fault.rule().equals("required")
                                ? "Name at least one lot code or GTIN, or give a period."
                                : sentence(fault.message()));
        };
    }

    private static Optional<String> wrongCheckDigit(String gtin) {
        if (CheckDigit.isValid(gtin)) return Optional.empty();
        String digits = gtin.substring(0, gtin.length() - 1);
        int right = CheckDigit.of(digits);
        return Optional.of(
                "The check digit of GTIN " + gtin + " is wrong: with " + right + " it is " + digits + right + ".");
    }

    private static Optional<String> padded(String gtin) {
        return gtin.length() == 14
                ? Optional.empty()
                : Gtin.of(gtin)
                        .map(taken ->
                                "A GTIN has 14 digits on a label: " + gtin + " was taken for " + taken.value() + ".");
    }

    /** What may be wrong with the GTIN of a printed code; empty where nothing is. */
    private static String ofGtin(String tlc) {
        Matcher printed = GTIN.matcher(tlc);
        if (!printed.find()) return "";
        String gtin = printed.group(1);
        return Stream.of(padded(gtin), wrongCheckDigit(gtin))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static String sentence(Violation fault, String text) {
        return switch (fault.rule()) {
            case "unknown_tlc" -> {
                String ofGtin = ofGtin(text);
                yield "No lot is called " + text + ". "
                        + (ofGtin.isEmpty() ? "A lot of a partner appears once its events are captured." : ofGtin);
            }
            case "unknown_gtin" -> "No lot of GTIN " + text + " is known.";
            default -> sentence(fault.message());
        };
    }

    private static String sentence(String said) {
        String message = PageWords.of(said);
        String capital =
                message.isEmpty() ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
