package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One event of each type, in JSON and in XML. The tests against GS1's schemas and documents need a corpus; these two documents
 * are our own and always there.
 */
class EveryEventTypeInBothFormatsTest {
    private static final String JSON = "five-events.jsonld";
    private static final String XML = "five-events.xml";

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @ParameterizedTest
    @EnumSource
    void eachEventIsAcceptedAndKeptWhole(DocumentFormat sentAs) throws Exception {
        List<SentEvent> events = events(sentAs, document(sentAs));

        assertThat(events)
                .extracting(event -> event.node().get("type").stringValue())
                .containsExactly(
                        "ObjectEvent",
                        "AggregationEvent",
                        "TransactionEvent",
                        "TransformationEvent",
                        "AssociationEvent");
        for (SentEvent event : events) {
            assertThat(rules.review(event).errors()).as(event.path()).isEmpty();
            String stored = BareEvent.of(event, "urn:uuid:1");
            assertThat(EventJson.read(stored).type())
                    .isEqualTo(event.node().get("type").stringValue());
            assertThat(EventHash.ofBare(stored)).as(event.path()).isEqualTo(event.contentHash());
            for (DocumentFormat answeredIn : DocumentFormat.values()) {
                SentEvent again =
                        events(answeredIn, written(stored, answeredIn)).get(0);
                assertThat(again.contentHash().prehash())
                        .as(event.path() + " sent as " + sentAs + ", answered in " + answeredIn)
                        .isEqualTo(event.contentHash().prehash());
                assertThat(rules.review(again).errors()).as(event.path()).isEmpty();
            }
        }
    }

    @Test
    void bothFormatsHoldTheSameEvents() throws Exception {
        assertThat(events(DocumentFormat.XML, document(DocumentFormat.XML)))
                .extracting(event -> event.contentHash().prehash())
                .isEqualTo(events(DocumentFormat.JSON, document(DocumentFormat.JSON)).stream()
                        .map(event -> event.contentHash().prehash())
                        .toList());
    }

    /** The pre-hash strings are literals, in the order of the reference implementation of CBV 2.0 §8.9. */
    @ParameterizedTest
    @EnumSource
    void eventHashIsSha256OfTheFieldsInCbvsOrder(DocumentFormat format) throws Exception {
        List<String> prehashes = List.of(
                "eventType=AggregationEventeventTime=2026-03-02T14:00:00.000ZeventTimeZoneOffset=-05:00"
                        + "parentID=https://id.gs1.org/00/095211010000000016"
                        + "childEPCsepc=https://id.gs1.org/01/09521101006209/21/7"
                        + "childQuantityListquantityElementepcClass=https://id.gs1.org/01/09521101006209/10/MAHI-0303quantity=40"
                        + "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-packing",
                "eventType=TransactionEventeventTime=2026-03-02T15:00:00.000ZeventTimeZoneOffset=-05:00"
                        + "epcListepc=https://id.gs1.org/00/095211010000000016"
                        + "action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-shipping"
                        + "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-po"
                        + "bizTransaction=urn:epcglobal:cbv:bt:9521101000450:850-88"
                        + "destinationListtype=https://ref.gs1.org/cbv/SDT-owning_party"
                        + "destination=https://id.gs1.org/417/9521101000405"
                        + "sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=https://id.gs1.org/414/9521101000450");

        List<SentEvent> events = events(format, document(format)).subList(1, 3);

        for (int i = 0; i < prehashes.size(); i++) {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256").digest(prehashes.get(i).getBytes(StandardCharsets.UTF_8));
            EventHash hash = events.get(i).hash();
            assertThat(hash.prehash()).isEqualTo(prehashes.get(i));
            assertThat(hash.uri()).isEqualTo("ni:///sha-256;" + HexFormat.of().formatHex(sha256) + "?ver=CBV2.0");
        }
    }

    /** Each as GS1's schemas judge it, or as the rule's documentation argues. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"action\": \"OBSERVE\" | \"action\": \"LOOK\" | action",
                "\"eventTime\": \"2026-03-02T09:00:00-05:00\", | | required",
                "\"eventTime\": \"2026-03-02T09:00:00-05:00\" | \"eventTime\": \"2026-03-02\" | time",
                "\"parentID\": \"https://id.gs1.org/00/095211010000000016\" | \"parentID\": \"pallet 1\" | uri",
                "\"quantity\": 40} | \"quantity\": \"forty\"} | number",
                "\"bizStep\": \"packing\" | \"bizStep\": \"wrapping\" | cbv-word",
                "\"bizStep\": \"packing\" | \"bizStap\": \"packing\" | unknown-field",
                "\"type\": \"AggregationEvent\" | \"type\": \"StackingEvent\" | type"
            })
    void eventOfJsonSpoiltInOnePlaceIsRefusedByThatRule(String written, @Nullable String spoilt, String rule)
            throws Exception {
        assertThat(faults(DocumentFormat.JSON, replaced(JSON, written, spoilt))).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<action>OBSERVE</action> | <action>LOOK</action> | action",
                "<eventTime>2026-03-02T09:00:00-05:00</eventTime> | | required",
                "<eventTime>2026-03-02T09:00:00-05:00 | <eventTime>2026-03-02 | time",
                "<parentID>urn:epc:id:sscc:9521101.0000000001 | <parentID>pallet 1 | uri",
                "<quantity>40</quantity> | <quantity>forty</quantity> | number",
                ">urn:epcglobal:cbv:bizstep:packing< | >wrapping< | cbv-word",
                "<bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep> | <bizStap>packing</bizStap> | unknown-field"
            })
    void eventOfXmlSpoiltInOnePlaceIsRefusedByThatRule(String written, @Nullable String spoilt, String rule)
            throws Exception {
        assertThat(faults(DocumentFormat.XML, replaced(XML, written, spoilt))).contains(rule);
    }

    private List<String> faults(DocumentFormat format, byte[] document) {
        List<SentEvent> events;
        try {
            events = events(format, document);
        } catch (UnreadableDocumentException e) {
            return e.violations().stream().map(Violation::rule).toList();
        }
        return events.stream()
                .flatMap(event -> rules.review(event).errors().stream())
                .map(Violation::rule)
                .toList();
    }

    private static byte[] replaced(String name, String written, @Nullable String spoilt) throws IOException {
        String document = new String(read(name), StandardCharsets.UTF_8);
        assertThat(document).contains(written);
        int at = document.indexOf(written);
        return (document.substring(0, at)
                        + Objects.requireNonNullElse(spoilt, "")
                        + document.substring(at + written.length()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] document(DocumentFormat format) throws IOException {
        return read(format == DocumentFormat.XML ? XML : JSON);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                EveryEventTypeInBothFormatsTest.class.getResourceAsStream("/documents/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static List<SentEvent> events(DocumentFormat format, byte[] document) {
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document), read);
        return read.events;
    }

    private static byte[] written(String stored, DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                format, "SimpleEventQuery", List.of(new KeptEvent(stored, Instant.EPOCH)), Instant.EPOCH, out);
        return out.toByteArray();
    }
}
