package io.lotledger.projections.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerSharesTest {
    private static final UUID FARM = new UUID(0, 1);
    private static final UUID PACKER = new UUID(0, 2);

    @Test
    void organisationTakesHalfOfWhatTheOthersLeave() {
        List<HeldSubscription> held = held(FARM, 8, 0);

        assertThat(WorkerShares.of(16, held(FARM, 7, 0)).served()).isEmpty();
        assertThat(WorkerShares.of(16, held(FARM, 7, 0)).atMost()).isEqualTo(1);
        assertThat(WorkerShares.of(16, held).served()).containsExactly(FARM);
        assertThat(WorkerShares.of(16, held).atMost()).isEqualTo(4);

        held.addAll(held(PACKER, 4, 0));
        assertThat(WorkerShares.of(16, held).served()).containsExactlyInAnyOrder(FARM, PACKER);
        assertThat(WorkerShares.of(16, held).atMost()).isEqualTo(2);
    }

    @Test
    void thoseThatFailedLastTakeHalfOfTheWorkersAtMost() {
        List<HeldSubscription> held = held(FARM, 4, 1);

        assertThat(WorkerShares.of(16, held).served()).isEmpty();
        assertThat(WorkerShares.of(16, held).retried()).containsExactly(FARM);
        assertThat(WorkerShares.of(16, held).retries()).isTrue();

        held.addAll(held(PACKER, 4, 1));
        assertThat(WorkerShares.of(16, held).retries()).isFalse();
        assertThat(WorkerShares.of(16, held).atMost()).isPositive();
    }

    @Test
    void oneWorkerServesEverybodyInTurn() {
        assertThat(WorkerShares.of(1, List.of())).isEqualTo(new WorkerShares(1, List.of(), true, List.of()));
        assertThat(WorkerShares.of(1, held(FARM, 1, 0)).atMost()).isZero();
    }

    private static List<HeldSubscription> held(UUID organisation, int number, int attempts) {
        return new ArrayList<>(Stream.generate(
                        () -> new HeldSubscription(subscription(organisation), 1, 0, 1, null, false, null, attempts))
                .limit(number)
                .toList());
    }

    private static Subscription subscription(UUID organisation) {
        return new Subscription(
                UUID.randomUUID(),
                organisation,
                "shipments",
                "{}",
                "https://receiver.example",
                "Always_GS1_Digital_Link",
                Optional.empty(),
                false,
                null,
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
