package io.lotledger.export.lifecycle;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of an export job: {@code pending → processing → delivered | failed}. */
public enum JobStatus {
    PENDING,
    PROCESSING,
    DELIVERED,
    FAILED;

    /** Whether the job has ended: delivered or failed. */
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
