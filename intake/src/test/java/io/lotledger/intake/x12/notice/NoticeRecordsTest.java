package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.DocumentParts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NoticeRecordsTest {
    @Test
    void shipmentNamesItsOwnNoticeAloneOfAllInTheInterchange() {
        ReadNotices read = ReadNotices.of(interchange(30));
        DocumentParts parts = read.parts();

        List<JsonNode> shipments = read.events("shipping");
        List<Set<DocumentParts.Part>> named =
                shipments.stream().map(parts::namedBy).toList();

        assertThat(read.errors()).isEmpty();
        assertThat(named)
                .hasSize(30)
                .doesNotHaveDuplicates()
                .allSatisfy(some -> assertThat(some).hasSize(1));
        for (int i = 0; i < shipments.size(); i++) {
            JsonNode shipment = shipments.get(i);
            assertThat(named.get(i).iterator().next().recordIDs(shipment))
                    .contains(shipment.path("eventID").asString());
        }
    }

    @Test
    void recordStandsInItsTransactionSet() {
        assertThat(ReadNotices.of(interchange(1)).parts().around("ISA 7 · GS 7 · ST 0001 · segment 17 LIN"))
                .contains("ISA 7 · GS 7 · ST 0001");
    }

    private static String interchange(int notices) {
        String file = ReadNotices.file("loose");
        int from = file.indexOf("ST*856*0001");
        int to = file.indexOf("GE*");
        String sets = IntStream.range(0, notices)
                .mapToObj(i -> file.substring(from, to)
                        .replace("ASN1005", "ASN/" + i)
                        .replace("*0001~\nBSN", "*%04d~\nBSN".formatted(i))
                        .replaceAll("(SE\\*\\d+\\*)0001", "$1%04d".formatted(i)))
                .collect(Collectors.joining());
        return file.substring(0, from) + sets + file.substring(to).replace("GE*1*", "GE*" + notices + "*");
    }
}
