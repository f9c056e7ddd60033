package io.lotledger.ingest.document.hash;

import static java.util.Map.entry;

import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of an event: ordered fields first, then the rest in code point order.
 *
 * <p>The rest is more than extensions. The reference implementation's order omits business transactions, sources,
 * destinations and ilmd. It keeps an extension next to its siblings only if its namespace ends in a slash.
 */
final class Prehash {
    private static final Order NO_ORDER = Order.of();
    private static final Rendered EMPTY = new Rendered("", List.of());
    private static final Order QUANTITY = leaves("epcClass quantity uom");
    private static final Order QUANTITIES = Order.of(new Field("quantityElement", QUANTITY));
    private static final Order EPCS = leaves("epc");
    private static final Order PLACE = leaves("id");
    private static final Order SENSOR = Order.of(
            new Field(
                    "sensorMetadata",
                    leaves("time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules")),
            new Field(
                    "sensorReport",
                    leaves("type exception deviceID deviceMetadata rawData dataProcessingMethod time microorganism "
                            + "chemicalSubstance value component stringValue booleanValue hexBinaryValue uriValue "
                            + "minValue maxValue meanValue sDev percRank percValue uom coordinateReferenceSystem")));
    private static final Map<String, Order> NESTED = Map.ofEntries(
            entry("epcList", EPCS),
            entry("inputEPCList", EPCS),
            entry("childEPCs", EPCS),
            entry("outputEPCList", EPCS),
            entry("quantityList", QUANTITIES),
            entry("childQuantityList", QUANTITIES),
            entry("inputQuantityList", QUANTITIES),
            entry("outputQuantityList", QUANTITIES),
            entry("persistentDisposition", leaves("set unset")),
            entry("readPoint", PLACE),
            entry("bizLocation", PLACE),
            entry("sensorElementList", Order.of(new Field("sensorElement", SENSOR))));
    private static final Order EVENT =
            fields("eventTime eventTimeZoneOffset certificationInfo parentID epcList inputEPCList childEPCs "
                    + "quantityList childQuantityList inputQuantityList outputEPCList outputQuantityList action "
                    + "transformationID bizStep disposition persistentDisposition readPoint bizLocation "
                    + "sensorElementList");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private Prehash() {}

    static String of(HashNode event) {
        Rendered known = inOrder(event.children(), EVENT, false);
        return "eventType=" + event.name() + known.text + generic(known.rest);
    }

    private record Field(String name, Order nested) {}

    /** Field names with their positions. */
    private record Order(Map<String, Integer> positions, List<Field> fields) {
        static Order of(Field... fields) {
            Map<String, Integer> positions = new HashMap<>();
            for (int i = 0; i < fields.length; i++) positions.put(fields[i].name, i);
            return new Order(positions, List.of(fields));
        }
    }

    private record Rendered(String text, List<HashNode> rest) {}

    private static Order fields(String names) {
        return Order.of(Stream.of(names.split(" "))
                .map(name -> new Field(name, NESTED.getOrDefault(name, NO_ORDER)))
                .toArray(Field[]::new));
    }

    private static Order leaves(String names) {
        return Order.of(Stream.of(names.split(" "))
                .map(name -> new Field(name, NO_ORDER))
                .toArray(Field[]::new));
    }

    private static Rendered inOrder(List<HashNode> fields, Order order, boolean keepExtensions) {
        if (fields.isEmpty()) return EMPTY;
        boolean keepBesideSiblings = keepExtensions && fields.size() > 1;
        List<@Nullable List<HashNode>> known = new ArrayList<>(Collections.nCopies(order.fields.size(), null));
        List<HashNode> extensions = new ArrayList<>();
        List<HashNode> unknown = new ArrayList<>();
        for (HashNode node : fields) {
            Integer position = order.positions.get(node.name());
            if (position != null) add(node, position, known);
            else if (keepBesideSiblings && isKeptExtension(node)) extensions.add(node);
            else unknown.add(node);
        }
        List<HashNode> rest = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int position = 0; position < known.size(); position++) {
            List<HashNode> nodes = known.get(position);
            if (nodes == null) continue;
            Order nested = order.fields.get(position).nested;
            List<String> values = new ArrayList<>(nodes.size());
            for (HashNode node : nodes) {
                Rendered inner = inOrder(node.children(), nested, true);
                String value = value(node, true);
                if (!value.isEmpty() || !inner.text.isEmpty()) values.add(node.name() + value + inner.text);
                if (!inner.rest.isEmpty()) rest.add(new HashNode(node.name(), node.text(), inner.rest));
            }
            join(text, values);
        }
        rest.addAll(unknown);
        if (!extensions.isEmpty()) text.append(generic(extensions));
        return new Rendered(text.toString(), rest);
    }

    private static void add(HashNode node, int position, List<@Nullable List<HashNode>> to) {
        List<HashNode> nodes = to.get(position);
        if (nodes == null) {
            nodes = new ArrayList<>(1);
            to.set(position, nodes);
        }
        nodes.add(node);
    }

    private static boolean isKeptExtension(HashNode node) {
        return node.name().startsWith("{") && node.name().contains("/}");
    }

    private static String generic(List<HashNode> nodes) {
        List<String> values = new ArrayList<>();
        for (HashNode node : nodes) {
            boolean pair = node.name().isEmpty();
            String inner = pair ? pair(node.children()) : generic(node.children());
            String value = value(node, false);
            if (!value.isEmpty() || !inner.isEmpty()) values.add(node.name() + value + inner);
        }
        StringBuilder text = new StringBuilder();
        join(text, values);
        return text.toString();
    }

    private static String pair(List<HashNode> both) {
        StringBuilder text = new StringBuilder();
        both.forEach(node -> text.append(node.name()).append(value(node, false)));
        return text.toString();
    }

    private static void join(StringBuilder text, List<String> values) {
        if (values.size() > 1) values.sort(BY_CODE_POINT);
        values.forEach(text::append);
    }

    /** Compares code points, not UTF-16 units; the orders differ outside the basic plane. */
    private static final Comparator<String> BY_CODE_POINT = (a, b) -> {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x == y) continue;
            if (Character.isSurrogate(x) != Character.isSurrogate(y)) return Character.isSurrogate(x) ? 1 : -1;
            return Character.compare(x, y);
        }
        return Integer.compare(a.length(), b.length());
    };

    private static String value(HashNode node, boolean normalizesTimes) {
        if (node.text().isEmpty()) return "";
        return "=" + (normalizesTimes && isTime(node.name()) ? time(node.text()) : canonical(node.text()));
    }

    private static boolean isTime(String name) {
        return name.endsWith("Time") || name.equals("time");
    }

    private static String time(String text) {
        Instant time = Times.parseAnyYear(text);
        if (time == null) return text;
        String rounded = time.plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS).toString();
        return rounded.indexOf('.') < 0 ? rounded.replace("Z", ".000Z") : rounded;
    }

    private static String canonical(String text) {
        String word = webUri(text);
        char first = word.charAt(0);
        if (first <= '9') return NUMBER.matcher(word).matches() ? number(word) : word;
        if (first != 'u' && first != 'h') return word;
        return DigitalLink.asInHash(word).map(DigitalLink::finestLevel).orElse(word);
    }

    private static String webUri(String text) {
        if (!text.startsWith("urn:epcglobal:cbv:")) return text;
        for (Cbv list : Cbv.values()) {
            String urn = list.urnPrefix();
            if (urn != null && text.startsWith(urn)) return list.uri(text.substring(urn.length()));
        }
        return text;
    }

    /** Formats a number as Python prints it, but exactly, with any number of digits. */
    private static String number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        if (number.signum() == 0) return "0";
        if (Math.abs(number.scale()) > 400 || number.precision() > 1000) return text; // too large to expand
        BigDecimal tiny = new BigDecimal("0.0001");
        if (number.abs().compareTo(tiny) >= 0) return number.toPlainString();
        int exponent = number.precision() - number.scale() - 1;
        String mantissa = number.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e-" + (exponent > -10 ? "0" : "") + -exponent;
    }
}
