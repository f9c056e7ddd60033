package io.lotledger.ingest.document.hash;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Digests the exact content of an event. Two events are the same if their digests are equal. The CBV hash does not
 * suffice: it rounds times, drops zeros and query strings, and ignores the error declaration.
 *
 * <p>Only notations of one value are equal: names by namespace regardless of prefix, any order of members and of standard
 * lists, an array within an array and its elements, CBV words in any form, an EPC URN and its Digital Link at any domain
 * (also as elements of one list), a UUID in capital letters, an instant at any offset, a quantity with an exponent and without, an empty object and an empty text,
 * and surrounding white space. {@code eventID} and {@code recordTime} are ignored.
 */
public final class EventContent {
    private static final String DIGEST = "sha-256:";
    private static final String EPC = "urn:epc:";
    private static final Set<String> IGNORED = Set.of("@context", "eventID", "recordTime");
    private static final Set<String> IGNORED_IN_DECLARED =
            Set.of("@context", "eventID", "recordTime", "errorDeclaration");

    private static final String CORRECTIVE = "correctiveEventIDs";

    /** Standard lists whose order has no meaning. */
    private static final Set<String> UNORDERED = Set.of(
            "epcList",
            "childEPCs",
            "inputEPCList",
            "outputEPCList",
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputQuantityList",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList",
            "sensorReport",
            "set",
            "unset",
            "certificationInfo",
            CORRECTIVE);

    /** Lists in which another form of an element is not another element. */
    private static final Set<String> IN_FORMS =
            Set.of("epcList", "childEPCs", "inputEPCList", "outputEPCList", "set", "unset");

    /** Members that answers translate between EPC URN and Digital Link. */
    private static final Set<String> IDENTIFIERS = Set.of(
            "epcList",
            "childEPCs",
            "inputEPCList",
            "outputEPCList",
            "epcClass",
            "parentID",
            "transformationID",
            "id",
            "bizTransaction",
            "source",
            "destination",
            "deviceID");

    private static final Set<String> WORDS =
            Set.of("bizStep", "disposition", "set", "unset", "type", "exception", "component", "reason");
    private static final List<Cbv> SENSOR_LISTS = List.of(Cbv.MEASUREMENT_TYPE, Cbv.SENSOR_ALERT_TYPE, Cbv.COMPONENT);
    private static final Set<String> TIMES = Set.of("eventTime", "declarationTime", "time", "startTime", "endTime");
    private static final Pattern BELOW_NANOSECONDS = Pattern.compile(":\\d\\d\\.\\d{10}");

    private final JsonLdContext context;
    private final Set<String> ignored;

    private record Member(String name, ArrayNode values) {}

    private EventContent(JsonLdContext context, Set<String> ignored) {
        this.context = context;
        this.ignored = ignored;
    }

    /** The content digest of an event as sent, {@code sha-256:<hex>}. */
    public static String digest(JsonNode event, JsonLdContext context) {
        return digest(event, context, IGNORED);
    }

    /** The content digest of the event that an error declaration refers to; ignores the declaration itself. */
    public static String digestOfDeclared(JsonNode declaration, JsonLdContext context) {
        return digest(declaration, context, IGNORED_IN_DECLARED);
    }

    private static String digest(JsonNode event, JsonLdContext context, Set<String> ignored) {
        StringBuilder text = new StringBuilder(1_024);
        new EventContent(context, ignored).write("", event, true, text);
        return DIGEST + HexFormat.of().formatHex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The names of the members in which a stored error declaration differs from the stored event that it declares; empty
     * if it repeats the event. A name of an extension is {@code {namespace}local}.
     */
    public static Set<String> differences(String bareEvent, String bareDeclaration) {
        Map<String, String> event = members(bareEvent);
        Map<String, String> declaration = members(bareDeclaration);
        Set<String> names = new TreeSet<>(event.keySet());
        names.addAll(declaration.keySet());
        names.removeIf(name -> Objects.equals(event.get(name), declaration.get(name)));
        return names;
    }

    private static Map<String, String> members(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        Map<String, String> members = new HashMap<>();
        new EventContent(context, IGNORED_IN_DECLARED)
                .members(event, true)
                .forEach((name, text) -> members.put(name, text.toString()));
        return members;
    }

    /** The content digest of a stored event: bare, with its own context. */
    public static String digestOfBare(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        return digest(event, JsonLdContext.NONE.with(event.get("@context")));
    }

    /**
     * The content digest of an event in the log.
     *
     * @param kept what the log keeps beside the event: its content digest, or a CBV hash of an earlier version
     */
    public static String digestOfStored(@Nullable String kept, String bareEvent) {
        return kept != null && isDigest(kept) && !mayHaveChanged(bareEvent) ? kept : digestOfBare(bareEvent);
    }

    /**
     * Whether versions before 0.3.0 may have given the event another digest. They distinguished the Digital Links of one key
     * at two domains, an EPC URN under a prefix from its Digital Link, nested arrays from flat ones, the order of
     * certificationInfo, the letter case of correctiveEventIDs, a quantity with an exponent from the same number without,
     * and two members of one namespace under two prefixes from one member with both values; they ignored digits of a time
     * below a nanosecond.
     * Before 0.2.0 they distinguished an empty object from an empty text, and a text alone or empty in an
     * object from none, and counted one EPC or disposition in two forms twice.
     */
    private static boolean mayHaveChanged(String bareEvent) {
        int context = bareEvent.indexOf(']');
        return bareEvent.lastIndexOf(EPC, context) >= 0
                || bareEvent.contains("{}")
                || bareEvent.contains(":null")
                || bareEvent.contains("E+")
                || bareEvent.contains("[[")
                || bareEvent.contains(",[")
                || bareEvent.contains("\"#text\"")
                || bareEvent.contains("\"persistentDisposition\"")
                || bareEvent.contains("\"certificationInfo\":[")
                || bareEvent.contains("\"correctiveEventIDs\"")
                || JsonLdContext.mayShareNamespace(bareEvent.substring(0, context + 1))
                || bareEvent.indexOf("://", context) >= 0
                || BELOW_NANOSECONDS.matcher(bareEvent).find();
    }

    /** Whether the text is a content digest; earlier versions stored a CBV hash instead. */
    public static boolean isDigest(@Nullable String text) {
        return text != null && text.startsWith(DIGEST);
    }

    /** @param standard whether unprefixed members of the node are standard names */
    private void write(String name, JsonNode node, boolean standard, StringBuilder to) {
        if (node.isArray()) writeArray(name, node, standard, to);
        else if (node.isObject()) writeMembers(node, standard, to);
        else writeText(standard ? value(name, node) : text(node), to);
    }

    /** Members under two prefixes of one namespace are one member with several values, as XML has them. */
    private SortedMap<String, StringBuilder> members(JsonNode object, boolean standard) {
        Map<String, Member> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (ignored.contains(name) && (standard || name.equals("@context"))) continue;
            if (value.isNull() || (value.isArray() && elements(value).isEmpty())) continue;
            if (name.equals("#text") && value.isString() && value.stringValue().isBlank()) continue;
            String expanded = expanded(name);
            all.computeIfAbsent(expanded, e -> new Member(name, Json.MAPPER.createArrayNode()))
                    .values()
                    .add(value);
        }
        SortedMap<String, StringBuilder> members = new TreeMap<>();
        all.forEach((expanded, member) -> {
            String name = member.name();
            StringBuilder written = new StringBuilder();
            write(name, member.values(), standard && expanded.equals(name) && !name.equals("ilmd"), written);
            members.put(expanded, written);
        });
        return members;
    }

    private void writeMembers(JsonNode object, boolean standard, StringBuilder to) {
        SortedMap<String, StringBuilder> members = members(object, standard);
        if (members.isEmpty()) { // in XML it is an empty element, and so is an empty text
            writeText("", to);
            return;
        }
        StringBuilder text = members.get("#text");
        if (text != null && members.size() == 1) { // and this is an element with a text
            to.append(text);
            return;
        }
        to.append('{');
        members.forEach((name, value) -> {
            writeText(name, to);
            to.append('=').append(value);
        });
        to.append('}');
    }

    /** A list of one element equals the element: XML cannot distinguish them. */
    private void writeArray(String name, JsonNode array, boolean standard, StringBuilder to) {
        List<JsonNode> all = elements(array);
        if (all.size() == 1) {
            write(name, all.get(0), standard, to);
            return;
        }
        boolean dropsSecondForms = standard && IN_FORMS.contains(name);
        Map<String, String> sentAs = new HashMap<>();
        List<String> elements = new ArrayList<>(all.size());
        for (JsonNode one : all) {
            StringBuilder text = new StringBuilder();
            write(name, one, standard, text);
            String element = text.toString();
            String sent = one.asString("");
            if (dropsSecondForms && !sentAs.computeIfAbsent(element, e -> sent).equals(sent)) continue;
            elements.add(element);
        }
        if (standard && UNORDERED.contains(name)) Collections.sort(elements);
        if (elements.size() > 1) to.append('[');
        elements.forEach(to::append);
        if (elements.size() > 1) to.append(']');
    }

    /** The elements of the array and of the arrays within it, which JSON-LD reads as one list and XML writes as one. */
    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>(array.size());
        for (JsonNode one : array) {
            if (one.isArray()) elements.addAll(elements(one));
            else elements.add(one);
        }
        return elements;
    }

    /** Writes the length first, so that no text can be read as two. */
    private static void writeText(String text, StringBuilder to) {
        to.append(text.length()).append(':').append(text);
    }

    private String value(String name, JsonNode node) {
        if (name.equals("quantity") && node.isNumber())
            return node.decimalValue().toPlainString();
        if (node.isString()) {
            if (WORDS.contains(name)) return word(CbvWord.canonical(text(node)));
            if (IDENTIFIERS.contains(name)) return identifier(text(node));
            if (name.equals(CORRECTIVE)) return CanonicalUri.eventID(text(node));
            if (TIMES.contains(name)) {
                String time = Times.exact(node.stringValue());
                if (time != null) return time;
            }
        }
        return text(node);
    }

    /** Expands a word of GS1's web vocabulary, as in sensor reports, to its URI. */
    private static String word(String text) {
        for (Cbv list : SENSOR_LISTS) if (list.has(text)) return list.uri(text);
        return text;
    }

    /** What follows a question mark or a hash sign is part of the value. */
    private static String identifier(String text) {
        if (!CanonicalUri.startsWith(text, "http")) return text;
        int end = 0;
        while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') end++;
        String rest = text.substring(end);
        return DigitalLink.parse(text).map(link -> link.canonical() + rest).orElse(text);
    }

    private String text(JsonNode node) {
        if (!node.isString()) return node.asString();
        String sent = node.stringValue().strip();
        if (sent.indexOf(':') < 0) return sent;
        String uri = context.expand(sent);
        return CanonicalUri.startsWith(uri, EPC)
                ? DigitalLink.parse(uri).map(DigitalLink::canonical).orElse(uri)
                : uri;
    }

    private String expanded(String member) {
        boolean attribute = member.startsWith("@") && member.indexOf(':') > 0;
        String name = attribute ? member.substring(1) : member;
        String namespace = context.namespaceOf(name);
        if (namespace == null) return member;
        String local = name.substring(name.indexOf(':') + 1);
        return (attribute ? "@{" : "{") + namespace + "}" + local;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
