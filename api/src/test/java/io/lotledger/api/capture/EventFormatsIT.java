package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code GS1-EPC-Format} and {@code GS1-CBV-XML-Format}: one event, told as a client asks for it. */
class EventFormatsIT {
    private static final String EVENTS = "/epcis/api/2.0/events/urn%3Auuid%3A1";
    private static final String LINK = "https://id.gs1.org/414/4012345000054";
    private static final String BRANDED = "https://brand.example/x/01/04012345123456/10/L1";

    private final CaptureClient partner = new CaptureClient(LotledgerServer.shared());

    /** With one URN of another prefix in it, and words in all three forms. */
    @BeforeEach
    void captureOneEvent() {
        String event = Documents.shipping("urn:uuid:1", "L1", 40)
                .replace("https://id.gs1.org/01/04012345123456/10/L1", BRANDED)
                .replace("urn:epc:id:sgln:4012345.00006.0", "urn:epc:id:sgln:0614141.00006.0")
                .replace("\"in_transit\"", "\"urn:epcglobal:cbv:disp:in_transit\"")
                .replace("\"desadv\"", "\"https://ref.gs1.org/cbv/BTT-desadv\"");
        assertThat(partner.post(Documents.of(event)).json().get("acceptedCount").intValue())
                .isEqualTo(1);
    }

    @Test
    void urnsAreToldAsDigitalLinksUnlessSomethingElseIsAskedFor() {
        for (String[] asked : List.of(new String[0], new String[] {"GS1-EPC-Format", "Always_GS1_Digital_Link"})) {
            Answer told = partner.get(EVENTS, asked);

            assertThat(destination(told)).isEqualTo("https://id.gs1.org/414/0614141000067");
            assertThat(epcClass(told)).as("a link stays as sent").isEqualTo(BRANDED);
            assertThat(told.header("GS1-EPC-Format")).isEqualTo("Always_GS1_Digital_Link");
            assertThat(told.header("GS1-CBV-XML-Format")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never_Translates", "No_Preference", "never_translates"})
    void identifiersAreToldAsSentToWhoWantsThem(String format) {
        Answer told = partner.get(EVENTS, "GS1-EPC-Format", format);

        assertThat(destination(told)).isEqualTo("urn:epc:id:sgln:0614141.00006.0");
        assertThat(epcClass(told)).isEqualTo(BRANDED);
        assertThat(told.header("GS1-EPC-Format")).isEqualTo("Never_Translates");
    }

    @Test
    void aLinkIsToldAsUrnOnceTheLogHasShownItsCompanyPrefix() {
        Answer before = partner.get(EVENTS, "GS1-EPC-Format", "Always_EPC_URN");
        assertThat(readPoint(before)).as("nobody knows how long the prefix is").isEqualTo(LINK);
        assertThat(destination(before)).isEqualTo("urn:epc:id:sgln:0614141.00006.0");
        assertThat(before.header("GS1-EPC-Format")).isEqualTo("Always_EPC_URN");

        partner.post(Documents.of(Documents.event("L2", 1))); // to urn:epc:id:sgln:4012345.00006.0

        await().untilAsserted(() -> {
            Answer after = partner.get(EVENTS, "GS1-EPC-Format", "Always_EPC_URN");
            assertThat(readPoint(after)).isEqualTo("urn:epc:id:sgln:4012345.00005.0");
            assertThat(epcClass(after)).isEqualTo("urn:epc:class:lgtin:4012345.012345.L1");
        });
        assertThat(partner.get(EVENTS, "GS1-EPC-Format", "Always_EPC_URN", "Accept", "application/xml")
                        .response()
                        .body())
                .contains("<epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>")
                .contains("<readPoint><id>urn:epc:id:sgln:4012345.00005.0</id></readPoint>");
        CaptureClient other = new CaptureClient(LotledgerServer.shared());
        other.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40).replace("4012345.00006", "0614141.00006")));
        assertThat(readPoint(other.get(EVENTS, "GS1-EPC-Format", "Always_EPC_URN")))
                .as("another organisation's log is no source")
                .isEqualTo(LINK);
    }

    /** ADR 58: a compact IRI is the URI it stands for. */
    @Test
    void aCompactUrnShowsItsCompanyPrefixToo() {
        String compact = Documents.event("L2", 1)
                .replace("https://id.gs1.org/01/04012345123456/10/L2", "epc:class:lgtin:4012345.012345.L2")
                .replace("urn:epc:id:sgln:4012345.00006.0", "https://id.gs1.org/414/4012345000061");

        partner.post(Documents.of(compact).replace("{\"ex\":\"https://ex.example/\"}", "{\"epc\":\"urn:epc:\"}"));

        Answer told = partner.get(EVENTS, "GS1-EPC-Format", "Always_EPC_URN");
        assertThat(epcClass(told)).isEqualTo("urn:epc:class:lgtin:4012345.012345.L1");
        assertThat(readPoint(told)).isEqualTo("urn:epc:id:sgln:4012345.00005.0");
    }

    /** ADR 58: readers of EPCIS XML know no compact IRIs. */
    @Test
    void aCompactIdentifierIsToldAsItsUri() {
        String compact = Documents.shipping("urn:uuid:2", "L2", 1)
                .replace("https://id.gs1.org/01/04012345123456/10/L2", "dl:01/04012345123456/10/L2")
                .replace("urn:epcglobal:cbv:bt:4012345000054:856-1", "own:po-1");
        partner.post(Documents.of(compact)
                .replace(
                        "{\"ex\":\"https://ex.example/\"}",
                        "{\"dl\":\"https://id.gs1.org/\",\"own\":\"https://own.example/\"}"));
        String path = EVENTS.replace("A1", "A2");

        assertThat(epcClass(partner.get(path))).isEqualTo("https://id.gs1.org/01/04012345123456/10/L2");
        assertThat(partner.get(path, "Accept", "application/xml").response().body())
                .contains("<epcClass>https://id.gs1.org/01/04012345123456/10/L2</epcClass>")
                .contains(">https://own.example/po-1</bizTransaction>");
        assertThat(epcClass(partner.get(path, "GS1-EPC-Format", "Never_Translates")))
                .isEqualTo("dl:01/04012345123456/10/L2");
    }

    @Test
    void wordsComeInXmlAsAskedFor() {
        assertThat(xml("Always_Web_URI"))
                .contains("<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>")
                .contains("<disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>")
                .contains("type=\"https://ref.gs1.org/cbv/BTT-desadv\"");
        assertThat(xml("Always_URN"))
                .contains("<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>")
                .contains("<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>")
                .contains("type=\"urn:epcglobal:cbv:btt:desadv\"")
                .contains("type=\"urn:epcglobal:cbv:sdt:location\"");
        assertThat(xml("Never_Translates"))
                .contains("<bizStep>shipping</bizStep>")
                .contains("<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>");
        assertThat(xml("No_Preference"))
                .contains("<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>")
                .contains("<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>");
    }

    @Test
    void answerIsCompressedForWhoAsksAndIsTheSame() throws Exception {
        String note = ",\"https://ex.example/note\":\"" + "long ".repeat(1_000) + "\"}";
        partner.post(Documents.of(Documents.shipping("urn:uuid:2", "L2", 40).replaceAll("}$", note)));
        for (String accept : List.of("application/json", "application/ld+json", "application/xml")) {
            HttpResponse<byte[]> plain = compressed(accept, "gzip;q=0");
            HttpResponse<byte[]> gzip = compressed(accept, "gzip");

            assertThat(plain.headers().firstValue("Content-Encoding"))
                    .as(accept)
                    .isEmpty();
            assertThat(gzip.headers().firstValue("Content-Encoding")).as(accept).hasValue("gzip");
            assertThat(gzip.headers().allValues("Vary").toString().toLowerCase(Locale.ROOT))
                    .as(accept)
                    .contains("accept-encoding");
            try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
                assertThat(undated(body.readAllBytes())).as(accept).isEqualTo(undated(plain.body()));
            }
        }
    }

    private HttpResponse<byte[]> compressed(String accept, String encoding) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(LotledgerServer.shared().baseUrl() + EVENTS.replace("A1", "A2")))
                .header("X-API-Key", partner.key())
                .header("Accept", accept)
                .header("Accept-Encoding", encoding)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String undated(byte[] document) {
        return new String(document, StandardCharsets.UTF_8).replaceAll("creationDate\"?[=:]\"[^\"]*\"", "");
    }

    @Test
    void aFormatNobodyKnowsIsRefusedWithThoseThereAre() {
        for (String header : List.of("GS1-EPC-Format", "GS1-CBV-XML-Format")) {
            Answer refused = partner.get(EVENTS, header, "Always");

            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.json().get("type").asString()).isEqualTo("epcisException:NotAcceptableException");
            assertThat(refused.json().get("detail").asString()).contains("Never_Translates", "'Always'");
            assertThat(refused.json().get("allowed")).hasSize(4);
        }
    }

    private String xml(String format) {
        Answer told = partner.get(EVENTS, "GS1-CBV-XML-Format", format, "Accept", "application/xml");
        assertThat(told.header("GS1-CBV-XML-Format")).isEqualTo(format);
        return told.response().body();
    }

    private static JsonNode event(Answer told) {
        return told.json().at("/epcisBody/queryResults/resultsBody/eventList/0");
    }

    private static String readPoint(Answer told) {
        return event(told).at("/readPoint/id").asString();
    }

    private static String epcClass(Answer told) {
        return event(told).at("/quantityList/0/epcClass").asString();
    }

    private static String destination(Answer told) {
        return event(told).at("/destinationList/0/destination").asString();
    }
}
