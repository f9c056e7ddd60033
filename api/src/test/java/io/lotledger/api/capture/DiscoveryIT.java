package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OPTIONS on every path of capture (EPCIS 2.0 §12). */
class DiscoveryIT {
    private final CaptureClient partner = new CaptureClient(LotledgerServer.shared());

    /** @param oldest version that a body may have; an answer to a question has version 2.0 */
    @ParameterizedTest
    @CsvSource({
        "/capture, 'GET,POST,OPTIONS', 1.1.0",
        "/capture/none, 'GET,OPTIONS', 2.0.0",
        "/events, 'GET,POST,OPTIONS', 2.0.0",
        "/events/urn%3Auuid%3A1, 'GET,OPTIONS', 2.0.0",
        "/event-hashes, 'POST,OPTIONS', 1.1.0"
    })
    void whatCanBeDoneAndAskedForIsAnnounced(String path, String methods, String oldest) {
        Answer options = partner.send("OPTIONS", "/epcis/api/2.0" + path);

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow").replace(" ", "").split(",")).contains(methods.split(","));
        assertThat(options.header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
        assertThat(options.header("GS1-EPCIS-Min")).isEqualTo(oldest);
        assertThat(options.header("GS1-EPCIS-Max")).isEqualTo("2.0.0");
        assertThat(options.header("GS1-CBV-Version")).isEqualTo("2.0.0");
        assertThat(options.header("GS1-CBV-Min")).isEqualTo(oldest);
        assertThat(options.header("GS1-CBV-Max")).isEqualTo("2.0.0");
        assertThat(options.response().headers().allValues("GS1-EPC-Format"))
                .containsExactly("No_Preference", "Always_GS1_Digital_Link", "Always_EPC_URN", "Never_Translates");
        assertThat(options.response().headers().allValues("GS1-CBV-XML-Format"))
                .containsExactly("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates");
        assertThat(options.header("GS1-Extensions")).isEqualTo("lotledger=urn:lotledger:fsma204#");
        assertThat(options.header("GS1-Vendor-Version")).startsWith("Lotledger ");
        boolean takesDocuments = methods.contains("POST");
        assertThat(options.header("Accept-Post").isEmpty()).isNotEqualTo(takesDocuments);
        assertThat(options.header("GS1-EPCIS-Capture-Limit").isEmpty()).isNotEqualTo(takesDocuments);
        assertThat(options.header("GS1-EPCIS-Capture-File-Size-Limit").isEmpty())
                .isNotEqualTo(takesDocuments);
        assertThat(options.header("GS1-Capture-Error-Behaviour")).isEqualTo(path.equals("/capture") ? "all" : "");
        assertThat(options.response().body()).isEmpty();
    }
}
