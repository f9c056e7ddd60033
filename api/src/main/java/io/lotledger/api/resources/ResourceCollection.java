package io.lotledger.api.resources;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.problem.XmlBody;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A {@code Collection} as EPCIS 2.0 §12 answers it.
 *
 * @param prefixes the client's own; a member of one of its namespaces is shortened in JSON
 * @param expansion the full value of a shortened one
 */
public record ResourceCollection(List<String> members, Map<String, String> prefixes, UnaryOperator<String> expansion) {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";

    /** No schema of GS1 defines a Collection in XML; the namespace is that of its ontology. */
    private static final String NAMESPACE = "https://ref.gs1.org/epcis/";

    /** A body that Spring writes: bytes of XML, or the members of a JSON object. */
    public Object as(AnswerFormat format) {
        return format.isXml() ? xml() : json();
    }

    private Map<String, Object> json() {
        Map<String, String> used = new LinkedHashMap<>();
        List<String> shown = new ArrayList<>(members.size());
        for (String member : members) {
            Optional<String> prefix = prefixOf(member);
            if (prefix.isPresent()) {
                String namespace = prefixes.getOrDefault(prefix.get(), "");
                used.put(prefix.get(), namespace);
                shown.add(prefix.get() + ":" + member.substring(namespace.length()));
            } else {
                shown.add(member);
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@context", used.isEmpty() ? CONTEXT : List.of(CONTEXT, used));
        body.put("type", "Collection");
        body.put("member", shown);
        return body;
    }

    /** The prefix of the longest namespace from which the short name leads back to the member. */
    private Optional<String> prefixOf(String member) {
        return prefixes.entrySet().stream()
                .filter(one -> member.startsWith(one.getValue()))
                .filter(one -> expansion
                        .apply(one.getKey() + ":"
                                + member.substring(one.getValue().length()))
                        .equals(member))
                .max(Comparator.comparingInt(one -> one.getValue().length()))
                .map(Map.Entry::getKey);
    }

    private byte[] xml() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Collection");
            xml.writeDefaultNamespace(NAMESPACE);
            for (String member : members) {
                xml.writeStartElement("member");
                XmlBody.content(xml, member);
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a collection could not be written as XML", e);
        }
        return bytes.toByteArray();
    }
}
