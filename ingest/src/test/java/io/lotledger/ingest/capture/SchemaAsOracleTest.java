package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.capture.rules.EventReview;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * GS1's JSON schema (EPCIS 2.0.1) as an oracle for our rules, on the corpus and on its events mutated in one place. The
 * test gives a reason for each rule that decides otherwise.
 */
class SchemaAsOracleTest {
    /** Number of mutants checked, of about 16,000. */
    private static final int MUTANTS = Integer.getInteger("mutants", 3_000);

    /** Accepted with this warning, although the schema rejects it. */
    private static final Map<String, String> LENIENT = Map.of(
            "cbv-form", "partners with EPCIS 1.2 systems write CBV words as URNs, whose meaning is unambiguous",
            "uri", "certificationInfo is an anyURI in XML, which may be relative; JSON must accept the same values",
            "sensor-type", "XML Schema and SHACL allow a report of an exception without a type");

    /** Rejected by this rule, although the schema accepts it. */
    private static final Map<String, String> STRICT = Map.of(
            "identifier",
            "the schema accepts any URI as an EPC; an invalid one in GS1's own syntax identifies nothing (EPC Tag Data Standard)",
            "unknown-field",
            "the schema allows any name inside the body and the header; the content of an unknown member would be lost",
            "context",
            "a prefix defined as a number or a list is invalid (JSON-LD 1.1: a term is a string, null or an object)",
            "characters",
            "NUL and half a surrogate pair cannot be stored",
            "number",
            "more than 200 digits",
            "prefix",
            "a prefix of the empty namespace, or of one that XML reserves, has no fields in XML");

    private static final List<String> VALUES = List.of(
            "null",
            "1",
            "-1.5",
            "true",
            "{}",
            "[]",
            "[1]",
            "[{}]",
            "{\"a\":1}",
            "\"\"",
            "\"x\"",
            "\"a b\"",
            "\"urn:x:1\"",
            "[\"urn:x:1\"]",
            "[\"urn:x:1\",\"urn:x:1\"]",
            "\"urn:epcglobal:cbv:bizstep:shipping\"",
            "\"2020-01-01\"",
            "\"2020-01-01T00:00:00\"",
            "\"+25:00\"",
            "\"ADD\"",
            "\"https://id.gs1.org/00/1\"",
            "\"urn:epc:id:sgtin:1.2.3\"");

    private static final String ENVELOPE = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"example":"http://ns.example.com/epcis/",
             "ext1":"http://1.example/","ext2":"http://2.example/","ext3":"http://3.example/"}],
             "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2020-01-01T00:00:00Z","epcisBody":{"eventList":[]}}""";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final EventRules rules = new EventRules(Clock.systemUTC());
    private final Schema schema = schema();

    private static Schema schema() {
        try (InputStream in =
                Files.newInputStream(Corpus.require("epcis/standard/json-schema/epcis-json-schema-2.0.1.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void corpusDocumentsAreJudgedLikeGs1sSchema() throws IOException {
        SoftAssertions all = new SoftAssertions();
        int refused = 0;
        for (Path file : documents()) {
            byte[] document = Files.readAllBytes(file);
            boolean valid = schema.validate(MAPPER.readTree(document)).isEmpty();
            if (!valid) refused++;
            List<Violation> errors = review(document).errors();
            all.assertThat(errors.isEmpty()).as(file + " " + errors).isEqualTo(valid);
        }
        all.assertThat(refused).as("the corpus has invalid documents").isGreaterThan(3);
        all.assertAll();
    }

    @Test
    void eventMutatedInOnePlaceIsJudgedLikeGs1sSchema() throws IOException {
        SoftAssertions all = new SoftAssertions();
        List<Mutant> mutants = mutants();
        int refused = 0;
        int argued = 0;
        for (Mutant mutant : mutants) {
            boolean valid = schema.validate(mutant.document).isEmpty();
            EventReview review = review(MAPPER.writeValueAsBytes(mutant.document));
            if (!valid) refused++;
            if (valid == review.isAccepted() || isEquivalent(mutant)) continue;
            argued++;
            if (valid) {
                all.assertThat(review.errors()).as(mutant.what).allMatch(error -> STRICT.containsKey(error.rule()));
            } else {
                all.assertThat(review.warnings())
                        .as(mutant.what + " is accepted")
                        .anyMatch(warning -> LENIENT.containsKey(warning.rule()));
            }
        }
        all.assertThat(refused).isGreaterThan(mutants.size() / 3);
        all.assertThat(argued).isLessThan(mutants.size() / 20);
        all.assertAll();
    }

    /** The schema requires unique contexts. JSON-LD applies each in turn, so a repeated one changes nothing. */
    private static boolean isEquivalent(Mutant mutant) {
        boolean twice = mutant.what.endsWith("twice") || mutant.what.endsWith("[\"urn:x:1\",\"urn:x:1\"]");
        return mutant.what.contains("@context") && twice;
    }

    private record Mutant(String what, JsonNode document) {}

    /** Each kind of mutation once per event type and field, sampled with a fixed seed. */
    private List<Mutant> mutants() throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        ObjectNode envelope = (ObjectNode) MAPPER.readTree(ENVELOPE);
        mutate(envelope, envelope, "", (what, mutated) -> mutants.add(new Mutant(what, mutated.deepCopy())));
        for (Path file : documents()) {
            for (JsonNode list : MAPPER.readTree(file).findValues("eventList")) {
                for (JsonNode event : list) {
                    if (!schema.validate(inEnvelope(event)).isEmpty()) continue;
                    String type = event.path("type").asString() + " ";
                    mutate((ObjectNode) event, event, "", (what, mutated) -> {
                        if (kinds.add(type + what)) mutants.add(new Mutant(type + what, inEnvelope(mutated)));
                    });
                }
            }
        }
        Collections.shuffle(mutants, new Random(2));
        return mutants.subList(0, Math.min(MUTANTS, mutants.size()));
    }

    private interface MutantSink {
        void to(String what, JsonNode event);
    }

    private static void mutate(ObjectNode event, JsonNode at, String path, MutantSink mutants) {
        if (at instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.remove(name);
                mutants.to(path + "." + name + " is missing", event);
                object.set(name + "X", value);
                mutants.to(path + "." + name + " is called " + name + "X", event);
                object.remove(name + "X");
                for (String other : VALUES) {
                    object.set(name, MAPPER.readTree(other));
                    mutants.to(path + "." + name + " is " + other, event);
                }
                object.set(name, value);
                mutate(event, value, path + "." + name, mutants);
            }
            object.put("extra", 1);
            mutants.to(path + " has one more", event);
            object.remove("extra");
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                array.add(value);
                mutants.to(path + "[] has one twice", event);
                array.remove(array.size() - 1);
                for (String other : VALUES) {
                    array.set(i, MAPPER.readTree(other));
                    mutants.to(path + "[] is " + other, event);
                }
                array.set(i, value);
                mutate(event, value, path + "[]", mutants);
            }
        }
    }

    private static ObjectNode inEnvelope(JsonNode event) {
        ObjectNode document = (ObjectNode) MAPPER.readTree(ENVELOPE);
        document.withArray("/epcisBody/eventList").add(event.deepCopy());
        return document;
    }

    private static List<Path> documents() {
        List<Path> files = new ArrayList<>(Corpus.files("epcis/gs1-examples/json", ".jsonld"));
        files.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/JSON", ".json"));
        files.addAll(Corpus.files("epcis/openepcis-sentry-profiles/epcis-events", ".json"));
        files.addAll(Corpus.files("epcis/fastnt", ".json"));
        files.addAll(Corpus.files("epcis/hash-vectors/upstream", ".jsonld"));
        files.addAll(Corpus.files("epcis/hash-vectors/expected_equal", ".json"));
        return files;
    }

    private EventReview review(byte[] document) {
        Collected read = new Collected();
        try {
            EpcisDocuments.read(DocumentFormat.JSON, new ByteArrayInputStream(document), read);
        } catch (UnreadableDocumentException e) {
            assertThat(e.violations()).isNotEmpty();
            return new EventReview(e.violations(), List.of());
        }
        List<EventReview> reviews = read.events.stream().map(rules::review).toList();
        return new EventReview(
                reviews.stream().flatMap(one -> one.errors().stream()).toList(),
                reviews.stream().flatMap(one -> one.warnings().stream()).toList());
    }
}
