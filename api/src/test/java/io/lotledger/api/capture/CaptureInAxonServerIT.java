package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;
import io.lotledger.api.capture.CaptureClient.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same, with the log in Axon Server, and what is of that only. */
@FullEffort
class CaptureInAxonServerIT extends CaptureIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }

    @Test
    void anEventLargerThanAxonServerTakesIsRefusedAndLeavesNothing() {
        String large = Documents.shipping("urn:uuid:large", "L2", 1).replace("\"action\"", notes(5) + "\"action\"");

        Answer refused = partner.post(Documents.of(Documents.shipping("urn:uuid:small", "L1", 1), large));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().get("detail").stringValue()).contains("4194304", "max-message-size");
        assertThat(partner.get(CaptureClient.CAPTURE).json()).isEmpty();
        assertThat(log.find(partner.organisation, "urn:uuid:small")).isEmpty();
    }

    /** Members of almost a million characters, as long as one text may be. */
    private static String notes(int count) {
        StringBuilder notes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            notes.append("\"ex:note")
                    .append(i)
                    .append("\":\"")
                    .append("x".repeat(1_000_000))
                    .append("\",");
        }
        return notes.toString();
    }

    /** The server itself does not find them any more when they are appended again: a document of two transactions came after. */
    @Test
    void eventsOfLongAgoAreRecognised() {
        String first =
                Documents.of(Documents.shipping("urn:uuid:a", "L1", 1), Documents.shipping("urn:uuid:b", "L2", 1));
        String alone = Documents.of(Documents.shipping("urn:uuid:a", "L1", 1));
        partner.post(first);
        List<String> many = IntStream.range(0, 10_500)
                .mapToObj(i -> Documents.shipping("urn:uuid:" + i, "M" + i, 1))
                .toList();
        assertThat(partner.post(Documents.of(many)).json().get("acceptedCount").intValue())
                .isEqualTo(10_500);
        long head = log.head();

        assertThat(partner.post(first).json().get("duplicateCount").intValue()).isEqualTo(2);
        assertThat(partner.post(alone).json().get("duplicateCount").intValue()).isEqualTo(1);
        assertThat(log.head()).isEqualTo(head);
    }
}
