package io.lotledger.ingest.document.hash;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an event says, exact to the character of every value: two events are the same when their contents are. The CBV hash is no
 * such measure: it rounds times, drops zeros and query strings, and leaves out the error declaration.
 *
 * <p>Equal are the spellings in which JSON and XML must differ, and nothing else: names by their namespace whatever the prefix,
 * the order of members and of the standard's own lists, CBV words in any form, an EPC URN and its Digital Link, a moment at any
 * offset, and white space around a value. {@code eventID} and {@code recordTime} take no part.
 */
public final class EventContent {
    private static final String DIGEST = "sha-256:";
    private static final Set<String> NO_CONTENT = Set.of("@context", "eventID", "recordTime");
    private static final Set<String> NO_CONTENT_OF_DECLARED =
            Set.of("@context", "eventID", "recordTime", "errorDeclaration");

    /** Lists of the standard, in which order says nothing. */
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
            "correctiveEventIDs");

    private static final Set<String> WORDS =
            Set.of("bizStep", "disposition", "set", "unset", "type", "exception", "component", "reason");
    private static final List<Cbv> OF_SENSORS = List.of(Cbv.MEASUREMENT_TYPE, Cbv.SENSOR_ALERT_TYPE, Cbv.COMPONENT);
    private static final Set<String> TIMES = Set.of("eventTime", "declarationTime", "time", "startTime", "endTime");

    private final JsonLdContext context;
    private final Set<String> leftOut;

    private EventContent(JsonLdContext context, Set<String> leftOut) {
        this.context = context;
        this.leftOut = leftOut;
    }

    /** The digest of the content of an event as sent, {@code sha-256:<hex>}. */
    public static String digest(JsonNode event, JsonLdContext context) {
        return digest(event, context, NO_CONTENT);
    }

    /** The digest of the content of the event that a declaration is about: the declaration itself takes no part. */
    public static String digestOfDeclared(JsonNode declaration, JsonLdContext context) {
        return digest(declaration, context, NO_CONTENT_OF_DECLARED);
    }

    private static String digest(JsonNode event, JsonLdContext context, Set<String> leftOut) {
        StringBuilder text = new StringBuilder(1_024);
        new EventContent(context, leftOut).write("", event, true, text);
        return DIGEST + HexFormat.of().formatHex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The same of an event as the log keeps it: bare, with its own context. */
    public static String digestOfBare(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        return digest(event, JsonLdContext.NONE.with(event.get("@context")));
    }

    /** Whether the text is such a digest; earlier versions kept a CBV hash in its place. */
    public static boolean isDigest(@Nullable String text) {
        return text != null && text.startsWith(DIGEST);
    }

    /** @param standard whether the node's members are names of the standard where they have no prefix */
    private void write(String name, JsonNode node, boolean standard, StringBuilder to) {
        if (node.isArray()) writeAll(name, node, standard, to);
        else if (node.isObject()) writeMembers(node, standard, to);
        else writeText(standard ? value(name, node) : plain(node), to);
    }

    private void writeMembers(JsonNode object, boolean standard, StringBuilder to) {
        TreeMap<String, StringBuilder> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (leftOut.contains(name) && (standard || name.equals("@context"))) continue;
            if (value.isNull() || (value.isArray() && value.isEmpty())) continue;
            String expanded = expanded(name);
            StringBuilder written = members.computeIfAbsent(expanded, n -> new StringBuilder());
            write(name, value, standard && expanded.equals(name) && !name.equals("ilmd"), written);
        }
        to.append('{');
        members.forEach((name, value) -> {
            writeText(name, to);
            to.append('=').append(value);
        });
        to.append('}');
    }

    /** A list of one is its element: XML cannot tell them apart. */
    private void writeAll(String name, JsonNode array, boolean standard, StringBuilder to) {
        if (array.size() == 1) {
            write(name, array.get(0), standard, to);
            return;
        }
        List<String> elements = new ArrayList<>(array.size());
        for (JsonNode one : array) {
            StringBuilder element = new StringBuilder();
            write(name, one, standard, element);
            elements.add(element.toString());
        }
        if (standard && UNORDERED.contains(name)) Collections.sort(elements);
        to.append('[');
        elements.forEach(to::append);
        to.append(']');
    }

    /** With its length before it, so that no text can look like two. */
    private static void writeText(String text, StringBuilder to) {
        to.append(text.length()).append(':').append(text);
    }

    private String value(String name, JsonNode node) {
        if (node.isString()) {
            if (WORDS.contains(name)) return word(CbvWord.canonical(plain(node)));
            if (TIMES.contains(name)) {
                String sent = node.stringValue().strip();
                Instant time = sent.length() > 35 ? null : Times.parse(sent); // finer than an instant holds: as sent
                if (time != null) return time.toString();
            }
        }
        return plain(node);
    }

    /** A word of GS1's web vocabulary, as sensor reports have them, under its URI. */
    private static String word(String text) {
        for (Cbv list : OF_SENSORS) if (list.has(text)) return list.uri(text);
        return text;
    }

    private String plain(JsonNode node) {
        if (!node.isString()) return node.asString();
        String text = node.stringValue().strip();
        if (text.indexOf(':') < 0) return text;
        if (text.regionMatches(true, 0, "urn:epc:", 0, 8)) {
            return DigitalLink.parse(text).map(DigitalLink::canonical).orElse(text);
        }
        String namespace = context.namespaceOf(text);
        return namespace == null ? text : namespace + text.substring(text.indexOf(':') + 1);
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
