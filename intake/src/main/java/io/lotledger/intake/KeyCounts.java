package io.lotledger.intake;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** How often each of many UUIDs was added, in about 40 bytes for each; a map takes three times as much. */
public final class KeyCounts {
    private static final int FIRST_SLOTS = 64;

    /** Odd, and unknown to who makes up the keys. */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    private long[] keys = new long[2 * FIRST_SLOTS];
    private int[] counts = new int[FIRST_SLOTS];
    private int size;

    public void add(UUID key) {
        if (3 * (size + 1) > 2 * counts.length) grow();
        int slot = slot(key.getMostSignificantBits(), key.getLeastSignificantBits());
        if (counts[slot]++ == 0) size++;
        keys[2 * slot] = key.getMostSignificantBits();
        keys[2 * slot + 1] = key.getLeastSignificantBits();
    }

    public int of(UUID key) {
        return counts[slot(key.getMostSignificantBits(), key.getLeastSignificantBits())];
    }

    /** Whether a key was added more than once. */
    public boolean anyRepeats() {
        for (int count : counts) if (count > 1) return true;
        return false;
    }

    /** The slot of the key, or the empty one where it would be. */
    private int slot(long most, long least) {
        int last = counts.length - 1;
        int slot = (int) (((most ^ least) * multiplier) >>> 32) & last;
        while (counts[slot] != 0 && (keys[2 * slot] != most || keys[2 * slot + 1] != least)) slot = (slot + 1) & last;
        return slot;
    }

    private void grow() {
        long[] formerKeys = keys;
        int[] formerCounts = counts;
        keys = new long[2 * formerKeys.length];
        counts = new int[2 * formerCounts.length];
        for (int former = 0; former < formerCounts.length; former++) {
            if (formerCounts[former] == 0) continue;
            int slot = slot(formerKeys[2 * former], formerKeys[2 * former + 1]);
            keys[2 * slot] = formerKeys[2 * former];
            keys[2 * slot + 1] = formerKeys[2 * former + 1];
            counts[slot] = formerCounts[former];
        }
    }
}
