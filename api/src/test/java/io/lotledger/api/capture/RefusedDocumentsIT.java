package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static io.lotledger.api.capture.CaptureClient.ERROR_BEHAVIOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.ingest.eventlog.EventLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no document, or none that can be taken, is refused with what would be right. */
class RefusedDocumentsIT {
    private final LotledgerServer server = server();
    private final EventLog log = server.bean(EventLog.class);
    private final CaptureClient partner = new CaptureClient(server);

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void masterDataWithoutAnIdIsAFaultOfTheDocument() {
        String document = Documents.withMasterData(
                "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{}]}]",
                Documents.event("L1", 1));

        Answer refused = partner.post(document, ERROR_BEHAVIOUR, "proceed");

        assertThat(refused.status()).isEqualTo(400);
        refused.assertProblem("epcisException:ValidationException");
        assertThat(refused.json().get("errors").toString())
                .contains("$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id");
        assertThat(partner.get(CAPTURE).json()).isEmpty();
    }

    @Test
    void allFaultsOfADocumentAreListedAtOnce() {
        String event = Documents.event("L1", 1);
        String document = Documents.withMasterData(
                        "{}", event, event.replace("\"action\"", "\"action\":\"ADD\",\"action\""))
                .replaceFirst("\"schemaVersion\"", "\"sender\":5,\"epcisHeader\":{},\"schemaVersion\"");

        Answer refused = partner.post(document);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("errors"))
                .extracting(error -> error.get("path").stringValue())
                .containsExactlyInAnyOrder("$.sender", "$.epcisHeader", "$.epcisBody.eventList[1].action");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"type\":\"EPCISDocument\"",
                "{\"type\":\"EPCISDocument\"}",
                "[]",
                "{\"a\":\"\\ud800\"}"
            })
    void whatIsNoDocumentIsRefusedAndLeavesNothing(String body) {
        Answer refused = partner.post(body);

        assertThat(refused.status()).isEqualTo(400);
        refused.assertProblem("epcisException:ValidationException");
        assertThat(refused.json().get("errors")).isNotEmpty();
        assertThat(partner.get(CAPTURE).json()).isEmpty();
    }

    @Test
    void aDocumentThatBreaksInTheMiddleLeavesNothing() {
        String document = Documents.of(Documents.shipping("urn:uuid:1", "L1", 40), Documents.event("L2", 1));

        Answer refused = partner.post(document.substring(0, document.length() - 20), ERROR_BEHAVIOUR, "proceed");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(partner.get(CAPTURE).json()).isEmpty();
        assertThat(log.find(partner.organisation, "urn:uuid:1")).isEmpty();
    }

    @Test
    void textNoDatabaseTakesIsAFaultOfItsEvent() {
        String document = Documents.of(
                Documents.event("L1", 1).replace("\"action\"", "\"ex:a\":\"\\u0000\",\"action\""),
                Documents.event("L2", 1).replace("\"action\"", "\"ex:a\":\"\\ud800\",\"action\""),
                "4711");

        Answer posted = partner.post(document);

        assertThat(posted.status()).isEqualTo(202);
        assertThat(List.of(posted.rules(0), posted.rules(1), posted.rules(2)))
                .containsExactly(List.of("characters"), List.of("characters"), List.of("shape"));
    }

    @Test
    void whatIsNoKnownFormatIsRefusedWithWhatIsTaken() {
        for (String type : List.of("text/plain", "nonsense")) {
            Answer refused = partner.postAs(type, "<a/>");

            assertThat(refused.status()).isEqualTo(415);
            refused.assertProblem("epcisException:UnsupportedMediaTypeException");
            assertThat(refused.json().get("accepted")).hasSize(8);
        }
        assertThat(partner.postAs("application/json; charset=UTF-8", Documents.of())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anUnknownErrorBehaviourIsRefused() {
        Answer refused = partner.post(Documents.of(), ERROR_BEHAVIOUR, "ignore");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("allowed")).as(refused.response().body()).hasSize(2);
    }

    @Test
    void optionsSayWhatCanBeDone() {
        Answer options = partner.send("OPTIONS", CAPTURE);

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("GET", "POST", "OPTIONS");
        assertThat(partner.send("DELETE", CAPTURE).status()).isEqualTo(405);
    }
}
