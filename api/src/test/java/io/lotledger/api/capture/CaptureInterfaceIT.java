package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What HTTP adds to capture: formats, compression, limits, versions, single events. */
class CaptureInterfaceIT {
    private static final String JSON = "application/ld+json";
    private static final String TYPE = "Content-Type";

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void anEventInXmlIsTheEventInJson() {
        String xml = """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-04-17T11:26:42Z"><EPCISBody><EventList>
                <ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime><eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                <baseExtension><eventID>urn:uuid:1</eventID></baseExtension><epcList/><action>OBSERVE</action>
                <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
                <extension><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>
                <quantity>40</quantity><uom>LBR</uom></quantityElement></quantityList></extension></ObjectEvent>
                </EventList></EPCISBody></epcis:EPCISDocument>""";
        String json = Documents.of("""
                {"type":"ObjectEvent","eventID":"urn:uuid:1","eventTime":"2026-04-17T13:26:42Z","eventTimeZoneOffset":"-04:00",
                 "epcList":[],"action":"OBSERVE","bizStep":"shipping",
                 "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/L1","quantity":40,"uom":"LBR"}]}""");

        Answer first = partner.postAs("application/xml", xml);
        Answer again = partner.postAs("application/json", json);

        assertThat(first.status()).as(first.response().body()).isEqualTo(202);
        assertThat(first.json().get("acceptedCount").asString()).isEqualTo("1");
        assertThat(first.json().at("/events/0/warnings"))
                .as("a URN is XML's own form; only the product is not described")
                .extracting(warning -> warning.get("rule").asString())
                .containsExactly("master-data");
        assertThat(again.json().get("duplicateCount").asString()).isEqualTo("1");
        String events = "/epcis/api/2.0/events/urn%3Auuid%3A1";
        assertThat(partner.get(events).json().at("/epcisBody/queryResults/resultsBody/eventList/0/bizStep"))
                .hasToString("\"shipping\"");
        assertThat(partner.get(events, "Accept", "application/xml").response().body())
                .contains("<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>")
                .contains("<eventTimeZoneOffset>-04:00</eventTimeZoneOffset>");
    }

    @Test
    void aFaultInXmlIsToldByLineAndColumn() {
        String xml = """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T11:26:42Z"><EPCISBody><EventList>
                <ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime><eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                <epcList/><action>OBSERVE</action>
                <bizStep>shiping</bizStep></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>""";

        Answer posted = partner.postAs("text/xml", xml);

        assertThat(posted.json().at("/events/0/errors/0/path").stringValue()).isEqualTo("line 4, column 1");
        assertThat(posted.json().at("/events/0/errors/0/message").stringValue()).contains("did you mean 'shipping'?");
    }

    @Test
    void jsonInAnotherCharsetIsRefusedAndNoContentTypeIsNamed() {
        byte[] json = Documents.of(Documents.event("Jalape\u00f1o", 1)).getBytes(StandardCharsets.ISO_8859_1);

        Answer latin = partner.postTo("/capture", json, TYPE, "application/json; charset=iso-8859-1");
        Answer none = partner.postTo("/capture", json, TYPE, "");

        assertThat(latin.status()).isEqualTo(415);
        assertThat(latin.json().get("detail").stringValue()).contains("JSON is in UTF-8 and not in ISO-8859-1");
        assertThat(none.status()).isEqualTo(415);
        assertThat(none.json().get("detail").stringValue()).startsWith("The document has no Content-Type; send ");
    }

    @Test
    void theCharsetOfXmlIsReadFromTheContentTypeAndOneThatIsNotKnownIsNamed() {
        byte[] xml = """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T11:26:42Z"><EPCISBody><EventList>
                <ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime><eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                <eventID>urn:uuid:4d4dd3a4-2d4b-4bb0-8b51-bd3e9ea0ff8d</eventID><epcList/><action>OBSERVE</action>
                <x:product xmlns:x="https://example.com/x/">Jalapeño</x:product></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>""".getBytes(StandardCharsets.ISO_8859_1);

        Answer unknown = partner.postTo("/capture", xml, TYPE, "text/xml; charset=latin-77");
        Answer wrong = partner.postTo("/capture", xml, TYPE, "text/xml; charset=utf-8");
        Answer right = partner.postTo("/capture", xml, TYPE, "text/xml; charset=iso-8859-1");

        assertThat(unknown.status()).isEqualTo(415);
        assertThat(unknown.json().get("detail").stringValue()).contains("unsupported charset 'latin-77'");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(right.status()).isEqualTo(202);
        assertThat(partner.get("/epcis/api/2.0/events/urn:uuid:4d4dd3a4-2d4b-4bb0-8b51-bd3e9ea0ff8d")
                        .json()
                        .toString())
                .contains("Jalapeño");
    }

    @Test
    void compressedBodiesAreTaken() throws IOException {
        byte[] document = Documents.of(Documents.event("L1", 1)).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(document);
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(document);
        }

        assertThat(post(gzip.toByteArray(), "gzip").json().get("acceptedCount").asString())
                .isEqualTo("1");
        assertThat(post(deflate.toByteArray(), "deflate")
                        .json()
                        .get("duplicateCount")
                        .asString())
                .isEqualTo("1");
        assertThat(post(document, "gzip").status()).isEqualTo(400);
        assertThat(post(document, "br").status()).isEqualTo(415);
    }

    private Answer post(byte[] body, String encoding) {
        return partner.postTo("/capture", body, TYPE, JSON, "Content-Encoding", encoding);
    }

    @Test
    void whatIsBeyondTheLimitsIsRefusedWithThem() throws IOException {
        Path data = LotledgerServer.newDataDirectory();
        try (LotledgerServer small = LotledgerServer.start(
                data, List.of("lotledger.capture.event-limit=2", "lotledger.capture.file-size-limit=10KB"))) {
            CaptureClient client = new CaptureClient(small);
            String three = Documents.of(Documents.event("L1", 1), Documents.event("L2", 1), Documents.event("L3", 1));
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bomb)) {
                out.write(Documents.of(Documents.event("L".repeat(20_000), 1)).getBytes(StandardCharsets.UTF_8));
            }

            Answer many = client.post(three);
            Answer large = client.post(three + " ".repeat(20_000));
            Answer inflated = client.postTo("/capture", bomb.toByteArray(), TYPE, JSON, "Content-Encoding", "gzip");

            for (Answer refused : List.of(many, large, inflated)) {
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.header("GS1-EPCIS-Capture-Limit")).isEqualTo("2");
                assertThat(refused.header("GS1-EPCIS-Capture-File-Size-Limit")).isEqualTo("10240");
                assertThat(refused.json().get("type").stringValue())
                        .isEqualTo("epcisException:CaptureLimitExceededException");
            }
            assertThat(client.get(CAPTURE).json()).isEmpty();
            assertThat(client.send("OPTIONS", CAPTURE).header("GS1-EPCIS-Capture-Limit"))
                    .isEqualTo("2");
        } finally {
            LotledgerServer.delete(data);
        }
    }

    @Test
    void whoTakesNeitherJsonNorXmlIsRefusedBeforeAnythingIsCaptured() {
        byte[] event = ("{" + Documents.CONTEXT + "," + Documents.event("L1", 1).substring(1))
                .getBytes(StandardCharsets.UTF_8);
        byte[] document = Documents.of(Documents.event("L1", 1)).getBytes(StandardCharsets.UTF_8);

        for (Answer refused : List.of(
                partner.postTo("/capture", document, TYPE, JSON, "Accept", "application/pdf"),
                partner.postTo("/events", event, TYPE, JSON, "Accept", "image/png"),
                partner.get(CAPTURE, "Accept", "text/plain"))) {
            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.json().get("type").asString()).isEqualTo("epcisException:NotAcceptableException");
            assertThat(refused.json().get("offered")).isNotEmpty();
        }
        assertThat(partner.get(CAPTURE).json()).isEmpty();

        Answer xml = partner.postTo("/capture", document, TYPE, JSON, "Accept", "application/xml");
        assertThat(xml.status()).isEqualTo(202);
        assertThat(xml.header(TYPE)).startsWith("application/xml");
        assertThat(xml.response().body()).contains("<epcis:EPCISCaptureJob ");
        assertThat(partner.get(CAPTURE, "Accept", "application/ld+json").header(TYPE))
                .startsWith("application/ld+json");
        assertThat(partner.get(CAPTURE, "Accept", "*/*").header(TYPE)).startsWith("application/json");
    }

    @Test
    void aDeclarationThatCameFirstIsFoundAtOnce() {
        partner.post(Documents.of(Documents.declaredErroneous(Documents.shipping("urn:uuid:early", "L1", 1))));

        Answer found = partner.get("/epcis/api/2.0/events/urn%3Auuid%3Aearly");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().at("/epcisBody/queryResults/resultsBody/eventList/0/errorDeclaration/reason"))
                .hasToString("\"did_not_occur\"");
    }

    @Test
    void aFieldOfTheDocumentThatNobodyKnowsIsNotLostInSilence() {
        String document = Documents.withMasterData("[]", Documents.event("L1", 1));

        for (String typo : List.of("epcisHeader", "epcisMasterData", "vocabularyList", "eventList")) {
            String mistyped = typo.substring(0, typo.length() - 2) + typo.charAt(typo.length() - 1);
            Answer refused = partner.post(document.replace(typo, mistyped));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").toString()).contains("did you mean '" + typo + "'?");
        }
        assertThat(partner.post(document.replace("{\"@context\"", "{\"ex:own\":1,\"@context\""))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void versionsThatAreNotSpokenHereAreRefused() {
        assertThat(partner.get(CAPTURE).header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
        assertThat(partner.get(CAPTURE, "GS1-EPCIS-Min", "1.2", "GS1-EPCIS-Max", "2.0")
                        .status())
                .isEqualTo(200);
        assertThat(partner.get(CAPTURE, "GS1-EPCIS-Min", "2.1").status()).isEqualTo(406);
        assertThat(partner.get(CAPTURE, "GS1-CBV-Max", "1.2").status()).isEqualTo(406);
        assertThat(partner.get(CAPTURE, "GS1-EPCIS-Min", "two").status()).isEqualTo(400);
    }

    @Test
    void aSingleEventIsCreatedOnceAndFoundUnderItsLocation() {
        String event = "{" + Documents.CONTEXT + "," + Documents.event("L9", 3).substring(1);

        Answer created = partner.postTo("/events", event.getBytes(StandardCharsets.UTF_8), TYPE, JSON);
        Answer again = partner.postTo("/events", event.getBytes(StandardCharsets.UTF_8), TYPE, JSON);

        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        String eventID = created.json().get("eventID").stringValue();
        assertThat(eventID).startsWith("ni:///sha-256;");
        assertThat(created.header("Location")).endsWith(URLEncoder.encode(eventID, StandardCharsets.UTF_8));
        JsonNode found =
                partner.get(created.header("Location")).json().at("/epcisBody/queryResults/resultsBody/eventList/0");
        assertThat(found.get("eventID").stringValue()).isEqualTo(eventID);
        assertThat(created.json().get("recordTime")).isNotNull().isEqualTo(found.get("recordTime"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(partner.get(CAPTURE).json()).hasSize(1);
    }

    @Test
    void aSingleEventInXmlIsAnsweredWithItsJson() {
        String event = """
                <ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime><eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                <eventID>urn:uuid:single</eventID><epcList><epc>urn:epc:id:sscc:4012345.0000000111</epc></epcList><action>OBSERVE</action>
                <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep></ObjectEvent>""";

        Answer created = partner.postTo("/events", event.getBytes(StandardCharsets.UTF_8), TYPE, "application/xml");

        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        assertThat(created.json().get("bizStep").asString())
                .as("a URN of CBV is not valid in JSON")
                .isEqualTo("shipping");
        assertThat(created.json().at("/epcList/0").asString()).isEqualTo("urn:epc:id:sscc:4012345.0000000111");
    }

    @Test
    void aSingleEventIsAnsweredInXmlToAClientOfXml() {
        String event = "{" + Documents.CONTEXT + "," + Documents.event("L9", 4).substring(1);

        Answer created = partner.postTo(
                "/events", event.getBytes(StandardCharsets.UTF_8), TYPE, JSON, "Accept", "application/xml");

        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        assertThat(created.header(TYPE)).startsWith("application/xml");
        String recordTime = partner.get(created.header("Location"))
                .json()
                .at("/epcisBody/queryResults/resultsBody/eventList/0/recordTime")
                .asString();
        assertThat(created.response().body())
                .contains("EPCISQueryDocument", "<recordTime>" + recordTime + "</recordTime>");
    }

    @Test
    void aSingleEventThatIsNoneLeavesNoTrace() {
        String faulty = "{" + Documents.CONTEXT + ","
                + Documents.event("L9", 3).replace("\"OBSERVE\"", "\"LOOK\"").substring(1);

        Answer refused = partner.postTo("/events", faulty.getBytes(StandardCharsets.UTF_8), TYPE, JSON);
        Answer document = partner.postTo("/events", Documents.of().getBytes(StandardCharsets.UTF_8), TYPE, JSON);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/path").stringValue()).isEqualTo("$.action");
        assertThat(document.status()).isEqualTo(400);
        assertThat(partner.get(CAPTURE).json()).isEmpty();
        assertThat(partner.get("/epcis/api/2.0/events/none").status()).isEqualTo(404);
    }

    @Test
    void theTextAHashIsMadeOfIsTold() {
        byte[] document = Documents.of(Documents.event("L1", 1)).getBytes(StandardCharsets.UTF_8);

        Answer hashes = partner.postTo("/event-hashes", document, TYPE, JSON);

        assertThat(hashes.json().at("/events/0/hash").stringValue()).startsWith("ni:///sha-256;");
        assertThat(hashes.json().at("/events/0/prehash").stringValue())
                .startsWith("eventType=ObjectEventeventTime=2026-04-17T13:26:42.000Z");
    }

    @Test
    void jobsAndProblemsComeAsXmlToWhoPrefersIt() {
        Answer posted = partner.post(Documents.of(Documents.event("L1", 1)));

        Answer job = partner.get(posted.header("Location"), "Accept", "application/xml");
        Answer problem = partner.get(CAPTURE + "/none", "Accept", "application/problem+xml, application/json;q=0.5");

        assertThat(job.header(TYPE)).startsWith("application/xml");
        assertThat(job.response().body())
                .contains(
                        "<epcis:EPCISCaptureJob xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\" running=\"false\" success=\"true\"")
                .contains("<captureErrorBehaviour>rollback</captureErrorBehaviour><createdAt>")
                .contains("<details xmlns=\"urn:lotledger:capture\">")
                .contains("<acceptedCount>1</acceptedCount>")
                .doesNotContain("<errors>");
        assertThat(problem.header(TYPE)).startsWith("application/problem+xml");
        assertThat(problem.response().body()).contains("<status>404</status>");
    }

    @Test
    void aRefusedJobTellsItsErrorsInGs1sShape() {
        partner.post(
                Documents.of(Documents.event("L1", 1).replace("shipping", "shiping & <so>")),
                "GS1-Capture-Error-Behaviour",
                "proceed");

        String jobs = partner.get(CAPTURE, "Accept", "text/xml").response().body();
        String id = jobs.replaceAll("(?s).*captureID=\"([^\"]+)\".*", "$1");
        String job = partner.get(CAPTURE + "/" + id, "Accept", "application/xml")
                .response()
                .body();

        assertThat(jobs).contains("<captureJobs><epcis:EPCISCaptureJob");
        assertThat(job)
                .contains("success=\"false\"")
                .contains("<errors><error><type>epcisException:ValidationException</type>")
                .contains("<status>400</status><detail>$.epcisBody.eventList[0].bizStep: 'shiping &amp; &lt;so>'");
    }
}
