package io.lotledger.api.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

class ProcessorFailuresTest {
    private static final Segment[] HALVES = Segment.ROOT_SEGMENT.split();

    private final ProcessorFailures failures = new ProcessorFailures();

    private void failsAt(long position) {
        GenericDomainEventMessage<String> event = new GenericDomainEventMessage<>("ExportJob", "1", 0, "event");
        TrackedEventMessage<String> tracked =
                new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(position), event);
        assertThatThrownBy(() -> failures.handleError(
                        new ErrorContext("export-saga", new IllegalStateException("S3"), List.of(tracked))))
                .isInstanceOf(IllegalStateException.class);
    }

    private boolean isFailing(Collection<EventTrackerStatus> segments, boolean areOthersElsewhere) {
        return failures.of("export-saga", segments, () -> areOthersElsewhere).isPresent();
    }

    private static EventTrackerStatus at(long position, Segment segment) {
        return new Status(segment, new GlobalSequenceTrackingToken(position));
    }

    @Test
    void processorThatHasNotPassedItsFailureIsRetrying() {
        failsAt(10);

        assertThat(isFailing(List.of(at(9, Segment.ROOT_SEGMENT)), true)).isTrue();
    }

    @Test
    void processorThatHasPassedItsFailureIsRunningAtOnce() {
        failsAt(10);

        assertThat(isFailing(List.of(at(10, Segment.ROOT_SEGMENT)), true)).isFalse();
    }

    @Test
    void processorWithASegmentOnAnotherNodeIsRunningOnceItsOwnHavePassed() {
        failsAt(10);

        assertThat(isFailing(List.of(at(9, HALVES[0])), true)).isTrue();
        assertThat(isFailing(List.of(at(12, HALVES[0])), true)).isFalse();
    }

    @Test
    void processorThatAnotherNodeTookOverIsThatNodesToReport() {
        failsAt(10);

        assertThat(isFailing(List.of(), true)).isFalse();
    }

    /** Axon releases a failing segment until its next attempt. */
    @Test
    void segmentThatNobodyHoldsIsStillRetried() {
        failsAt(10);

        assertThat(isFailing(List.of(at(12, HALVES[0])), false)).isTrue();
        assertThat(isFailing(List.of(), false)).isTrue();
    }

    private record Status(Segment segment, TrackingToken token) implements EventTrackerStatus {
        @Override
        public Segment getSegment() {
            return segment;
        }

        @Override
        public boolean isCaughtUp() {
            return true;
        }

        @Override
        public boolean isReplaying() {
            return false;
        }

        @Override
        public boolean isMerging() {
            return false;
        }

        @Override
        public TrackingToken getTrackingToken() {
            return token;
        }

        @Override
        public boolean isErrorState() {
            return false;
        }

        @Override
        public Throwable getError() {
            throw new IllegalStateException("no error");
        }

        @Override
        public OptionalLong getResetPosition() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong getCurrentPosition() {
            return token.position();
        }

        @Override
        public OptionalLong mergeCompletedPosition() {
            return OptionalLong.empty();
        }
    }
}
