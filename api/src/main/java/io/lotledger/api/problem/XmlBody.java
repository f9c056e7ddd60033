package io.lotledger.api.problem;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Our answers as XML: one element per member, {@code i} for each element of an array. */
public final class XmlBody {
    private XmlBody() {}

    /** Whether an {@code Accept} header prefers XML to JSON. Browsers list XML too, but show JSON more readably. */
    public static boolean isPreferred(@Nullable String accept) {
        if (accept == null) return false;
        double xml = 0;
        double json = 0;
        try {
            for (MediaType type : MediaType.parseMediaTypes(accept)) {
                if (type.equalsTypeAndSubtype(MediaType.TEXT_HTML)) return false;
                String sub = type.getSubtype();
                if (sub.equals("xml") || sub.endsWith("+xml")) xml = Math.max(xml, type.getQualityValue());
                else if (type.getType().equals("text") && type.isWildcardSubtype())
                    xml = Math.max(xml, type.getQualityValue()); // of our types, text/xml alone is a text
                else if (type.isWildcardSubtype() || sub.equals("json") || sub.endsWith("+json")) {
                    json = Math.max(json, type.getQualityValue());
                }
            }
        } catch (InvalidMediaTypeException e) {
            return false;
        }
        return xml > json;
    }

    /**
     * A document in UTF-8.
     *
     * @param members maps, public records, collections, and values written by {@code toString}; {@code null} omits the element
     */
    public static byte[] of(String root, String namespace, Map<String, ?> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(namespace);
            content(xml, members);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer could not be written as XML", e);
        }
        return bytes.toByteArray();
    }

    /** Writes members, the elements of an array or a value into the open element. */
    public static void content(XMLStreamWriter xml, @Nullable Object value) throws XMLStreamException {
        if (value instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                if (member.getValue() != null) element(xml, member.getKey().toString(), member.getValue());
            }
        } else if (value instanceof Record members) {
            for (RecordComponent member : members.getClass().getRecordComponents()) {
                Object inner = valueOf(members, member);
                if (inner != null) element(xml, member.getName(), inner);
            }
        } else if (value instanceof Collection<?> many) {
            for (Object one : many) element(xml, "i", one);
        } else if (value != null) {
            xml.writeCharacters(printable(value.toString()));
        }
    }

    private static @Nullable Object valueOf(Record members, RecordComponent member) {
        try {
            return member.getAccessor().invoke(members);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(members.getClass() + " cannot be written as XML", e);
        }
    }

    private static void element(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        content(xml, value);
        xml.writeEndElement();
    }

    /** XML 1.0 cannot contain most control characters. */
    private static String printable(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8); // an unpaired surrogate becomes a question mark
        StringBuilder shown = new StringBuilder(text.length());
        new String(utf8, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> isWritable(c) ? c : 0xFFFD)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isWritable(int codePoint) {
        if (codePoint < 0x20) return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        return codePoint != 0xFFFE && codePoint != 0xFFFF;
    }
}
