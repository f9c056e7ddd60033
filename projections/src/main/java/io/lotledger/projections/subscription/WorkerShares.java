package io.lotledger.projections.subscription;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a node may claim next, so that receivers that hang do not take all its workers. An organisation takes at most half
 * of the workers that the others leave. Subscriptions whose last attempt failed take at most half of the workers, and
 * those of one organisation at most half of what the others leave of these. Each node counts for itself.
 *
 * @param atMost so few that no organisation exceeds its share, whichever subscriptions are due
 * @param served organisations that have their share
 * @param retries whether subscriptions whose last attempt failed may be claimed
 * @param retried organisations that have their share of these
 */
record WorkerShares(int atMost, List<UUID> served, boolean retries, List<UUID> retried) {
    WorkerShares {
        served = List.copyOf(served);
        retried = List.copyOf(retried);
    }

    /** @param underWay what the node holds */
    static WorkerShares of(int workers, Collection<HeldSubscription> underWay) {
        Pool all = new Pool(workers, underWay);
        Pool failed = new Pool(
                Math.max(1, workers / 2),
                underWay.stream().filter(held -> held.attempts() > 0).toList());
        int atMost = failed.isFull() ? all.smallestRoom() : Math.min(all.smallestRoom(), failed.smallestRoom());
        return new WorkerShares(atMost, all.withoutRoom(), !failed.isFull(), failed.withoutRoom());
    }

    /** Workers and who has them. */
    private static final class Pool {
        private final int free;
        private final Map<UUID, Integer> taken = new HashMap<>();

        Pool(int workers, Collection<HeldSubscription> underWay) {
            this.free = workers - underWay.size();
            underWay.forEach(held -> taken.merge(held.subscription().organisation(), 1, Integer::sum));
        }

        boolean isFull() {
            return free <= 0;
        }

        /** How many more one that has some may take until it has half of what the others leave, rounded up. */
        private int room(int has) {
            return Math.max(0, (free - has + 1) / 2);
        }

        List<UUID> withoutRoom() {
            return taken.entrySet().stream()
                    .filter(one -> room(one.getValue()) == 0)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** Of those that have room; one that has no worker yet has the most. */
        int smallestRoom() {
            return taken.values().stream()
                    .map(this::room)
                    .filter(room -> room > 0)
                    .min(Integer::compare)
                    .orElse(room(0));
        }
    }
}
