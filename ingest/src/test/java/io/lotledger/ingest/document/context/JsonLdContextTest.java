package io.lotledger.ingest.document.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonLdContextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                "https://ref.gs1.org/standards/epcis/2.0.1/epcis-context.jsonld",
                "https://gs1.github.io/EPCIS/epcis-context.jsonld",
                "https://gs1.github.io/EPCIS/epcis-context-simple.jsonld",
                "http://ref.gs1.org/standards/epcis/epcis-context.jsonld"
            })
    void everyPublishedGs1ContextIsRecognisedByAddress(String address) {
        SentEvent event = read("\"" + address + "\"", "\"gs1:netWeight\":1");

        assertThat(event.context().expand("cbvmda:lotNumber")).isEqualTo("urn:epcglobal:cbv:mda:lotNumber");
        assertThat(event.hash().prehash()).contains("{https://gs1.org/voc/}netWeight=1");
        assertThat(BareEvent.of(event, "urn:uuid:1"))
                .startsWith("{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"],");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ex':'https://ex.example/'} | ",
                "['https://any.example/context.jsonld',{'ex':'https://ex.example/'}] | ",
                "{'e':'https://ex.example/','ex':'e:'} | ",
                "{'f':'https://ex.','e':'f:example','ex':'e:/'} | ",
                "[{'e':'https://ex.example/'},{'ex':'e:'},{'e':'https://later.example/'}] | ",
                "{'ex':{'@id':'https://ex.example/'}} | ",
                "{'ex':'https://other.example/'} | {'ex':'https://ex.example/'}",
                "{} | [{'ex':'https://ex.example/'}]"
            })
    void prefixIsResolvedByDocumentOrEvent(String document, String ofEvent) {
        String own = ofEvent == null ? "" : "\"@context\":" + ofEvent.replace('\'', '"') + ",";

        SentEvent event = read(document.replace('\'', '"'), own + "\"ex:a\":\"ex:b\"");

        assertThat(event.context().expand("ex:a")).isEqualTo("https://ex.example/a");
        assertThat(EventHash.ofBare(BareEvent.of(event, "urn:uuid:1")))
                .as("what is kept means the same")
                .isEqualTo(event.contentHash());
    }

    @Test
    void prefixSetToNullIsNotDeclared() {
        assertThat(read("[{\"ex\":\"https://ex.example/\"},{\"ex\":null}]", "\"ex:a\":1")
                        .context()
                        .namespace("ex"))
                .isNull();
        assertThat(read("{\"ex\":\"https://ex.example/\"}", "\"@context\":{\"ex\":null},\"ex:a\":1")
                        .context()
                        .namespace("ex"))
                .isNull();
    }

    @Test
    void prefixOfGs1sOwnDeclaresAnother() {
        SentEvent event = read("{\"mda\":\"cbvmda:\"}", "\"ilmd\":{\"mda:lotNumber\":\"L1\"}");

        assertThat(event.context().expand("mda:lotNumber")).isEqualTo("urn:epcglobal:cbv:mda:lotNumber");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "true",
                "\"\"",
                "\"x\"",
                "\"a b\"",
                "{\"ex\":1}",
                "[1]",
                "[null]",
                "[[\"urn:x:1\"]]",
                "{\"ex\":[]}",
                "{\"ex\":\"foo/\"}",
                "{\"ex\":{\"@id\":\"#\"}}",
                "{\"a\":\"b:x\",\"b\":\"a:y\"}"
            })
    void invalidContextIsReported(String context) {
        assertThat(JsonLdContext.faultOf(Json.MAPPER.readTree(context))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"urn:x:1\"",
                "{\"@vocab\":null,\"ex\":\"urn:x:\"}",
                "{\"ex\":null}",
                "[{},\"https://x.example/c\"]",
                "{\"@vocab\":\"https://x.example/\",\"ex\":\"foo/\"}",
                "{\"geo\":\"geo:\",\"step\":\"bizStep\"}"
            })
    void validContextIsAccepted(String context) {
        assertThat(JsonLdContext.faultOf(Json.MAPPER.readTree(context))).isEqualTo(Optional.empty());
    }

    /** Contexts are recognised or stored, never fetched, and neither are DTDs, schemas or Digital Links. */
    @Test
    void nothingIsFetchedFromTheNetwork() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(URL|URLConnection|HttpURLConnection|Socket|SocketChannel|InetAddress)|java\\.net\\.http\\..*")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.lotledger.ingest"));
    }

    private static SentEvent read(String context, String fields) {
        String document = "{\"@context\":" + context
                + ",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-04-17T00:00:00Z\","
                + "\"epcisBody\":{\"eventList\":[{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-04-17T09:26:42Z\","
                + "\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"OBSERVE\",\"epcList\":[]," + fields + "}]}}";
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.JSON, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        JsonNode node = read.events.get(0).node();
        assertThat(node.isObject()).isTrue();
        return read.events.get(0);
    }
}
