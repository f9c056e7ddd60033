package io.lotledger.intake.x12;

/** What became of a transaction set (AK501). */
public enum SetVerdict {
    /** All its events are in the log. */
    ACCEPTED("A"),
    /** All its events are in the log, and its sender has something to mend. */
    ACCEPTED_WITH_FAULTS("E"),
    /** Some of its events are in the log. */
    PARTLY_ACCEPTED("E"),
    /** None of its events is in the log. */
    REJECTED("R");

    final String code;

    SetVerdict(String code) {
        this.code = code;
    }
}
