package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/** The query documents of others, run over the events of others: valid answers, and no event that no query finds. */
class CorpusQueriesIT {
    private static final String EVENTS = "epcis/openepcis/2.0/EPCIS";
    private static final EventQueryClient CLIENT = new EventQueryClient(LotledgerServer.shared());

    @BeforeAll
    static void capture() throws IOException {
        List<Path> documents = new ArrayList<>(Corpus.files(EVENTS + "/JSON", ".json"));
        documents.addAll(Corpus.files(EVENTS + "/XML", ".xml"));
        documents.addAll(Corpus.files("epcis/gs1-examples/json", ".jsonld"));
        for (Path document : documents) {
            boolean isXml = document.toString().endsWith(".xml");
            CLIENT.offer(Files.readString(document), isXml ? "application/xml" : "application/json");
        }
        CLIENT.capture(HandMadeEvents.document());
        CLIENT.awaitEvent(HandMadeEvents.LAST);
    }

    @Test
    void jsonQueriesGiveValidDocuments() throws IOException {
        List<Path> queries = Corpus.files(EVENTS + "/JSON/Query/Queries", ".json");

        assertThat(queries).isNotEmpty();
        for (Path query : queries) runs(query, ofJson(Files.readString(query)));
    }

    @Test
    void pollMessagesGiveValidDocuments() throws Exception {
        List<Path> queries = new ArrayList<>(Corpus.files(EVENTS + "/XML/Query/Queries", ".xml"));
        queries.addAll(Corpus.files("epcis/fastnt/v1_2/Queries", ".xml"));

        int polls = 0;
        for (Path query : queries) {
            Document message = parsed(query);
            if (message.getElementsByTagNameNS("*", "Poll").getLength() == 0) continue;
            runs(query, ofPoll(message));
            polls++;
        }
        assertThat(polls).isPositive();
    }

    @Test
    void everyEventIsFoundByEachOfItsOwnValues() {
        List<JsonNode> events = CLIENT.allEvents(Map.of("perPage", "100"), Map.of());
        Map<String, List<String>> notFound = new TreeMap<>();

        assertThat(events).hasSizeGreaterThan(20);
        for (int i = 0; i < events.size(); i += Effort.of(4, 1)) {
            JsonNode event = events.get(i);
            ownValues(event).forEach((parameter, value) -> {
                Map<String, String> query = new TreeMap<>(Map.of(parameter, value));
                query.put("EQ_eventID", event.get("eventID").asString());
                if (CLIENT.allEvents(query, Map.of()).isEmpty())
                    notFound.computeIfAbsent(parameter, p -> new ArrayList<>()).add(value);
            });
        }

        assertThat(notFound).isEmpty();
    }

    /** One parameter for each kind of value that an event has. */
    private static Map<String, String> ownValues(JsonNode event) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "EQ_eventID", event.path("eventID"));
        put(values, "EQ_bizStep", event.path("bizStep"));
        put(values, "EQ_disposition", event.path("disposition"));
        put(values, "EQ_action", event.path("action"));
        put(values, "GE_eventTime", event.path("eventTime"));
        put(values, "GE_recordTime", event.path("recordTime"));
        put(values, "EQ_readPoint", event.at("/readPoint/id"));
        put(values, "WD_bizLocation", event.at("/bizLocation/id"));
        put(values, "MATCH_epc", event.at("/epcList/0"));
        put(values, "MATCH_parentID", event.path("parentID"));
        put(values, "MATCH_anyEPC", event.at("/childEPCs/0"));
        put(values, "MATCH_inputEPC", event.at("/inputEPCList/0"));
        put(values, "MATCH_outputEPC", event.at("/outputEPCList/0"));
        put(values, "MATCH_epcClass", event.at("/quantityList/0/epcClass"));
        put(values, "MATCH_anyEPCClass", event.at("/childQuantityList/0/epcClass"));
        put(values, "EQ_quantity", event.at("/quantityList/0/quantity"));
        put(values, "EQ_transformationID", event.path("transformationID"));
        put(values, "GE_errorDeclarationTime", event.at("/errorDeclaration/declarationTime"));
        put(values, "EQ_type", event.at("/sensorElementList/0/sensorReport/0/type"));
        put(values, "EQ_deviceID", event.at("/sensorElementList/0/sensorMetadata/deviceID"));
        JsonNode report = event.at("/sensorElementList/0/sensorReport/0");
        if (report.has("uom")) put(values, "EQ_value_" + report.get("uom").asString(), report.path("value"));
        put(values, "EQ_bizTransaction_", event.at("/bizTransactionList/0"), "bizTransaction");
        put(values, "EQ_source_", event.at("/sourceList/0"), "source");
        put(values, "EQ_destination_", event.at("/destinationList/0"), "destination");
        return values;
    }

    /** Not for a prefixed name: its prefix is the answer's own. */
    private static void put(Map<String, String> values, String parameter, JsonNode value) {
        if (isPlain(value)) values.put(parameter, value.asString());
    }

    private static void put(Map<String, String> values, String parameter, JsonNode typed, String field) {
        JsonNode type = typed.path("type");
        if (isPlain(type)) put(values, parameter + type.asString(), typed.path(field));
    }

    private static boolean isPlain(JsonNode value) {
        return value.isValueNode()
                && !value.isNull()
                && value.asString().matches("(https?|urn|ni|gs1):.*|[^:]+|\\d{4}-.*");
    }

    private static void runs(Path query, Map<String, String> parameters) throws IOException {
        EventQueryClient.Answer answer = CLIENT.query(parameters, Map.of());

        assertThat(answer.status()).as("%s: %s", query, answer.text()).isEqualTo(200);
        assertThat(schema().validate(answer.json())).as(query.toString()).isEmpty();
    }

    private static Schema schema() throws IOException {
        Path file = Corpus.require("epcis/standard/json-schema/epcis-json-schema-2.0.1.json");
        try (InputStream in = Files.newInputStream(file)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in);
        }
    }

    private static Map<String, String> ofJson(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        EventQueryClient.JSON.readTree(query).properties().forEach(member -> {
            List<String> values = new ArrayList<>();
            if (member.getValue().isArray()) member.getValue().forEach(one -> values.add(one.asString()));
            else values.add(member.getValue().asString());
            if (!member.getKey().equals("@context")) parameters.put(member.getKey(), String.join("|", values));
        });
        return parameters;
    }

    private static Map<String, String> ofPoll(Document message) {
        Map<String, String> parameters = new LinkedHashMap<>();
        NodeList params = message.getElementsByTagName("param");
        for (int i = 0; i < params.getLength(); i++) {
            Element param = (Element) params.item(i);
            NodeList strings = param.getElementsByTagName("string");
            List<String> values = new ArrayList<>();
            for (int j = 0; j < strings.getLength(); j++)
                values.add(strings.item(j).getTextContent());
            if (values.isEmpty()) values.add(textOf(param, "value"));
            parameters.put(textOf(param, "name"), String.join("|", values));
        }
        return parameters;
    }

    private static String textOf(Element param, String name) {
        return param.getElementsByTagName(name).item(0).getTextContent().strip();
    }

    private static Document parsed(Path file) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }
}
