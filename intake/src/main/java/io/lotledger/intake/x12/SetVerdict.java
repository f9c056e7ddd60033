package io.lotledger.intake.x12;

/** What became of a transaction set (AK501). */
public enum SetVerdict {
    /** All its events are in the log. */
    ACCEPTED("A"),
    /** Some of its events are in the log. */
    PARTLY_ACCEPTED("E"),
    /** None of its events is in the log. */
    REJECTED("R");

    final String code;

    SetVerdict(String code) {
        this.code = code;
    }
}
