package io.lotledger.api.capture;

import io.lotledger.api.problem.XmlBody;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A capture job as {@code EPCISCaptureJob}, the shape of GS1's examples; no schema defines it. Our own members stand last, in
 * {@code details} of our namespace, under their JSON names.
 */
final class CaptureJobXml {
    private static final String GS1 = "urn:epcglobal:epcis:xsd:2";
    private static final String OURS = "urn:lotledger:capture";
    private static final List<String> ATTRIBUTES = List.of("running", "success", "captureID");
    private static final List<String> ELEMENTS = List.of("captureErrorBehaviour", "createdAt", "finishedAt");
    private static final List<String> OF_AN_ERROR = List.of("type", "title", "status", "detail", "instance");

    private CaptureJobXml() {}

    /** One job, in UTF-8. */
    static byte[] of(Map<String, Object> job) {
        return document(xml -> write(xml, job));
    }

    /** Jobs in the order of the list. */
    static byte[] of(List<Map<String, Object>> jobs) {
        return document(xml -> {
            xml.writeStartElement("captureJobs");
            for (Map<String, Object> job : jobs) write(xml, job);
            xml.writeEndElement();
        });
    }

    private interface Content {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static byte[] document(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            content.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a capture job could not be written as XML", e);
        }
        return bytes.toByteArray();
    }

    private static void write(XMLStreamWriter xml, Map<String, Object> job) throws XMLStreamException {
        Map<String, Object> details = new LinkedHashMap<>(job);
        xml.writeStartElement("epcis", "EPCISCaptureJob", GS1);
        xml.writeNamespace("epcis", GS1);
        for (String name : ATTRIBUTES) xml.writeAttribute(name, String.valueOf(details.remove(name)));
        for (String name : ELEMENTS) element(xml, name, details.remove(name));
        if (details.remove("errors") instanceof List<?> errors && !errors.isEmpty()) {
            xml.writeStartElement("errors");
            for (Object error : errors) error(xml, (Map<?, ?>) error);
            xml.writeEndElement();
        }
        xml.writeStartElement("details");
        xml.writeDefaultNamespace(OURS);
        XmlBody.content(xml, details);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void error(XMLStreamWriter xml, Map<?, ?> error) throws XMLStreamException {
        xml.writeStartElement("error");
        for (String name : OF_AN_ERROR) element(xml, name, error.get(name));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, @Nullable Object value) throws XMLStreamException {
        if (value == null) return;
        xml.writeStartElement(name);
        XmlBody.content(xml, value);
        xml.writeEndElement();
    }
}
