package io.lotledger.intake.x12.element;

/** Codes of the acknowledgement (997) by what they say of an element (AK403), a segment (AK304) or a set (AK502). */
public enum AckCode {
    MISSING("1"),
    TOO_LONG("5"),
    CHARACTERS("6"),
    VALUE("7"),
    DATE("8"),
    TIME("9"),
    UNEXPECTED_SEGMENT("2"),
    SEGMENT_MISSING("3"),
    SET_NOT_SUPPORTED("1"),
    SEGMENTS_IN_ERROR("5"),
    SET_IDENTIFIER("6");

    final String code;

    AckCode(String code) {
        this.code = code;
    }
}
