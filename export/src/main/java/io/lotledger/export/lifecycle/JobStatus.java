package io.lotledger.export.lifecycle;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an export job is: {@code pending → processing → delivered | failed}. */
public enum JobStatus {
    PENDING,
    PROCESSING,
    DELIVERED,
    FAILED;

    /** Delivered or failed: nothing is worked on any more. */
    public boolean isFinal() {
        return this == DELIVERED || this == FAILED;
    }

    /** The word of the HTTP contract: {@code pending}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<JobStatus> ofWord(String word) {
        return Stream.of(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
