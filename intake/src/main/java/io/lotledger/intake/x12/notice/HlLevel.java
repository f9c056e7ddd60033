package io.lotledger.intake.x12.notice;

import java.util.Arrays;
import java.util.Optional;

/** The hierarchical level codes (HL03) of a ship notice. */
public enum HlLevel {
    SHIPMENT("S"),
    ORDER("O"),
    /** A pallet or another unit that carries packs. */
    TARE("T"),
    PACK("P"),
    ITEM("I");

    private final String code;

    HlLevel(String code) {
        this.code = code;
    }

    public static Optional<HlLevel> of(String code) {
        return Arrays.stream(values()).filter(level -> level.code.equals(code)).findFirst();
    }

    boolean isPackaging() {
        return this == TARE || this == PACK;
    }
}
