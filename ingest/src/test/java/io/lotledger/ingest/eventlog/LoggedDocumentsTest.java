package io.lotledger.ingest.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoggedDocumentsTest {
    private final List<Integer> asked = new ArrayList<>();

    /** Each statement returns at most three documents, the last ones first; the log has no entry at position 7. */
    private final LoggedDocuments documents = positions -> {
        asked.add(positions.size());
        return positions.stream()
                .filter(position -> position != 7)
                .sorted((one, other) -> Long.compare(other, one))
                .limit(3)
                .map(position -> new LoggedDocument(position, "{}", Instant.EPOCH))
                .toList();
    };

    @Test
    void documentsThatDoNotFitOneStatementAreReadByTheNext() {
        List<Long> read = new ArrayList<>();

        documents.each(List.of(1L, 2L, 3L, 4L, 5L), document -> read.add(document.position()));

        assertThat(read).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(asked).containsExactly(5, 2);
    }

    @Test
    void oneStatementGetsABoundedNumberOfPositions() {
        List<Long> read = new ArrayList<>();

        documents.each(LongStream.rangeClosed(8, 1_300).boxed().toList(), document -> read.add(document.position()));

        assertThat(read).doesNotHaveDuplicates().hasSize(1_293);
        assertThat(asked).allMatch(size -> size <= LoggedDocuments.MOST_POSITIONS);
    }

    @Test
    void positionWithoutEventIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> documents.each(List.of(6L, 7L), document -> {}))
                .withMessageContaining("7");
    }
}
