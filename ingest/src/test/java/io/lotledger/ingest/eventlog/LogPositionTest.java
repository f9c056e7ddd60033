package io.lotledger.ingest.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    @Test
    void emptyLogOfAxonServerIsAtZeroAndReadFromItsBeginning() {
        assertThat(LogPosition.of(-1)).isZero();
        assertThat(LogPosition.axonServerToken(0)).isEqualTo(-1);
        assertThat(LogPosition.of(new GlobalSequenceTrackingToken(-1))).isZero();
    }

    @Test
    void firstEventOfAxonServerIsAtOne() {
        assertThat(LogPosition.of(0)).isEqualTo(1);
        assertThat(LogPosition.axonServerToken(1)).isZero();
        assertThat(LogPosition.of(new GlobalSequenceTrackingToken(0))).isEqualTo(1);
    }

    @Test
    void headOfAxonServerIsTheNumberOfItsEvents() {
        assertThat(LogPosition.of(4_999_999)).isEqualTo(5_000_000);
        assertThat(LogPosition.axonServerToken(5_000_000)).isEqualTo(4_999_999);
    }

    @Test
    void rowOfPostgresqlIsItsOwnPosition() {
        assertThat(LogPosition.of(GapAwareTrackingToken.newInstance(1, Collections.emptySortedSet())))
                .isEqualTo(1);
        assertThat(LogPosition.of(GapAwareTrackingToken.newInstance(4711, Collections.emptySortedSet())))
                .isEqualTo(4711);
    }

    @Test
    void processorThatHasNotStartedIsAtZero() {
        assertThat(LogPosition.of((TrackingToken) null)).isZero();
    }

    @Test
    void replayingProcessorIsAtItsReadPosition() {
        TrackingToken replaying =
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(9), new GlobalSequenceTrackingToken(0));

        assertThat(LogPosition.of(replaying)).isEqualTo(1);
        assertThat(LogPosition.of(ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(9))))
                .isZero();
    }
}
