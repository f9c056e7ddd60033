package io.lotledger.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.fda.FdaTables;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The law of rows: any order of the rows and of the tabs gives the same events and the same master data. */
class PermutedSheetsTest {
    @Test
    void anyOrderOfRowsAndTabsGivesTheSameEventsAndMasterData() {
        for (int seed = 0; seed < Effort.of(6, 400); seed++) {
            GeneratedSheets chain = new GeneratedSheets(seed).contradicting();
            Read inOrder = read(SheetPartner.workbookOf(chain.rows()));
            for (int permutation = 0; permutation < 2; permutation++) {
                Read permuted = read(SheetPartner.workbookOf(chain.shuffled()));

                assertThat(permuted.events()).as("seed " + seed).isEqualTo(inOrder.events());
                assertThat(permuted.masterData).as("seed " + seed).isEqualTo(inOrder.masterData);
                assertThat(permuted.rules()).as("seed " + seed).isEqualTo(inOrder.rules());
            }
        }
    }

    private static Read read(byte[] workbook) {
        Read read = new Read();
        FdaTables.workbook()
                .read(
                        new DocumentBody(
                                new UUID(1, 1),
                                List.of(),
                                new ByteArrayInputStream(workbook),
                                null,
                                ReadingLimits.DEFAULT),
                        read);
        return read;
    }

    private static final class Read implements DocumentSink {
        private final List<SentEvent> sent = new ArrayList<>();
        private final Map<String, Map<String, List<String>>> masterData = new TreeMap<>();

        @Override
        public void event(SentEvent event) {
            sent.add(event);
        }

        @Override
        public void masterData(SentMasterData element) {
            masterData.put(Objects.requireNonNull(element.id()), element.attributes());
        }

        @Override
        public void note(Violation note) {
            throw new AssertionError(note.message());
        }

        /** In an order of their own; within an event, the order counts. */
        List<String> events() {
            return sent.stream().map(event -> event.node().toString()).sorted().toList();
        }

        List<String> rules() {
            return sent.stream()
                    .flatMap(event -> Objects.requireNonNull(event.source()).errors().stream())
                    .map(Violation::rule)
                    .sorted()
                    .toList();
        }
    }
}
