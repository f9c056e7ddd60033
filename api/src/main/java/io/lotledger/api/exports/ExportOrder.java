package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentLotId;
import io.lotledger.api.problem.SentTime;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.lineage.Direction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of {@code POST /traceability/exports}: {@code {"tlcs": [], "lots": [], "gtins": [], "event_time": {"from", "to"},
 * "direction", "format", "fda_only"}}, each of them optional.
 *
 * @param faults every fault of the body; the members without a fault are read
 */
public record ExportOrder(
        List<Entry<String>> tlcs,
        List<Entry<UUID>> lots,
        List<Entry<Gtin>> gtins,
        @Nullable Instant from,
        @Nullable Instant to,
        Direction direction,
        WorkbookFormat format,
        boolean fdaOnly,
        List<Violation> faults) {
    /** Limit of the names in all lists together. */
    public static final int MOST_NAMES = 1_000;

    private static final Set<String> MEMBERS =
            Set.of("tlcs", "lots", "gtins", "event_time", "direction", "format", "fda_only");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A name, its JSON path, its text as sent and its value. */
    public record Entry<T>(String path, String text, T value) {}

    /** To be called only on an order without faults. */
    LotCriteria criteria() {
        return new LotCriteria(
                tlcs.stream().map(Entry::value).toList(),
                lots.stream().map(Entry::value).toList(),
                gtins.stream().map(gtin -> gtin.value().value()).toList(),
                from,
                to);
    }

    boolean isTooLong() {
        return tlcs.size() + lots.size() + gtins.size() > MOST_NAMES;
    }

    /** @throws JacksonException when the body is not JSON, or an object repeats a member */
    static ExportOrder read(byte[] body) {
        return read(JSON.readTree(body));
    }

    public static ExportOrder read(JsonNode body) {
        return new Reading().read(body);
    }

    private static final class Reading {
        private final List<Violation> faults = new ArrayList<>();

        ExportOrder read(JsonNode sent) {
            if (!sent.isObject()) {
                fault("$", "type", "the body must be an object, such as {\"tlcs\": [\"LOT-1\"]}", null);
                return order(List.of(), List.of(), List.of(), null, null, sent);
            }
            for (String member : sent.propertyNames()) {
                if (!MEMBERS.contains(member)) fault("$." + member, "member", unknownMember(member, MEMBERS), member);
            }
            List<Entry<String>> tlcs = entries(sent, "tlcs", ExportOrder.Reading::tlc, "non-empty strings");
            List<Entry<UUID>> lots = entries(sent, "lots", ExportOrder.Reading::lot, "lot_ids (22 characters each)");
            List<Entry<Gtin>> gtins =
                    entries(sent, "gtins", ExportOrder.Reading::gtin, "GTINs (8, 12, 13 or 14 digits)");
            JsonNode time = sent.path("event_time");
            if (!time.isMissingNode() && !time.isNull() && !time.isObject())
                fault(
                        "$.event_time",
                        "type",
                        "event_time must be an object with from and to, both times with an offset",
                        time.toString());
            if (time.isObject()) {
                for (String member : time.propertyNames()) {
                    if (!Set.of("from", "to").contains(member))
                        fault("$.event_time." + member, "member", unknownMember(member, Set.of("from", "to")), member);
                }
            }
            Instant from = time(time, "from");
            Instant to = time(time, "to");
            if (from != null && to != null && !from.isBefore(to))
                fault("$.event_time", "period", "from must be before to; the period ends just before to", null);
            int names = sent.path("tlcs").size()
                    + sent.path("lots").size()
                    + sent.path("gtins").size();
            if (names > MOST_NAMES)
                fault(
                        "$",
                        "limit",
                        "the order names " + names + " lots; the limit is " + MOST_NAMES + ", so split it",
                        null);
            if (names == 0 && from == null && to == null && faults.isEmpty())
                fault("$", "required", "Name the lots with tlcs, lots or gtins, or give a period in event_time", null);
            return order(tlcs, lots, gtins, from, to, sent);
        }

        private ExportOrder order(
                List<Entry<String>> tlcs,
                List<Entry<UUID>> lots,
                List<Entry<Gtin>> gtins,
                @Nullable Instant from,
                @Nullable Instant to,
                JsonNode sent) {
            Direction direction = word(sent, "direction", Direction::ofWord, Direction.BOTH, "forward, backward, both");
            WorkbookFormat format = word(sent, "format", WorkbookFormat::ofWord, WorkbookFormat.XLSX, "xlsx");
            JsonNode fdaOnly = sent.path("fda_only");
            if (!fdaOnly.isMissingNode() && !fdaOnly.isNull() && !fdaOnly.isBoolean())
                fault("$.fda_only", "type", "fda_only must be true or false", fdaOnly.toString());
            return new ExportOrder(
                    tlcs,
                    lots,
                    gtins,
                    from,
                    to,
                    direction,
                    format,
                    fdaOnly.isBoolean() && fdaOnly.booleanValue(),
                    faults);
        }

        private <T> List<Entry<T>> entries(
                JsonNode sent, String member, Function<String, Optional<T>> reader, String right) {
            JsonNode list = sent.path(member);
            List<Entry<T>> entries = new ArrayList<>();
            if (list.isMissingNode() || list.isNull()) return entries;
            if (!list.isArray()) {
                fault("$." + member, "type", member + " must be an array of " + right, list.toString());
                return entries;
            }
            for (int i = 0; i < list.size(); i++) {
                JsonNode one = list.get(i);
                String path = "$." + member + "[" + i + "]";
                String text = one.isString() ? one.stringValue() : "";
                Optional<T> value = reader.apply(text);
                if (value.isPresent()) entries.add(new Entry<>(path, text, value.get()));
                else fault(path, "value", wrong(member, one), one.isString() ? text : one.toString());
            }
            return entries;
        }

        private static Optional<String> tlc(String text) {
            return Optional.of(text.strip()).filter(tlc -> !tlc.isEmpty() && tlc.indexOf('\0') < 0);
        }

        private static Optional<UUID> lot(String text) {
            try {
                return Optional.of(ShortUuid.decode(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static Optional<Gtin> gtin(String text) {
            return text.matches("\\d{8}|\\d{12,14}") ? Gtin.of(text) : Optional.empty();
        }

        private @Nullable Instant time(JsonNode period, String end) {
            JsonNode time = period.path(end);
            if (time.isMissingNode() || time.isNull()) return null;
            try {
                if (time.isString()) return SentTime.parse(time.stringValue());
            } catch (DateTimeException e) {
                // falls through to the fault
            }
            fault(
                    "$.event_time." + end,
                    "value",
                    end + " must be a time with an offset such as 2026-11-23T00:00:00Z",
                    time.isString() ? time.stringValue() : time.toString());
            return null;
        }

        private <T> T word(
                JsonNode sent, String member, Function<String, Optional<T>> reader, T otherwise, String allowed) {
            JsonNode word = sent.path(member);
            if (word.isMissingNode() || word.isNull()) return otherwise;
            Optional<T> value = word.isString() ? reader.apply(word.stringValue()) : Optional.empty();
            if (value.isEmpty())
                fault(
                        "$." + member,
                        "value",
                        ProblemException.mustBeOneOf(member, List.of(allowed.split(", "))) + ", not "
                                + (word.isString() ? "'" + word.stringValue() + "'" : word.toString()),
                        word.isString() ? word.stringValue() : word.toString());
            return value.orElse(otherwise);
        }

        private void fault(String path, String rule, String message, @Nullable String value) {
            faults.add(new Violation(path, rule, message, value));
        }

        private static String unknownMember(String member, Set<String> known) {
            return "Unknown member '" + member + "'; "
                    + Nearest.of(member, known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("the members are "
                                    + String.join(", ", known.stream().sorted().toList()));
        }

        private static String wrong(String member, JsonNode one) {
            if (!one.isString() || one.stringValue().isBlank())
                return "each of " + member + " must be a non-empty string";
            String text = one.stringValue();
            return switch (member) {
                case "lots" -> SentLotId.fault(text).orElse("each of lots must be a lot_id");
                case "gtins" -> "'" + text + "' is not a GTIN (8, 12, 13 or 14 digits)";
                default -> "a lot code must not contain the character NUL";
            };
        }
    }
}
