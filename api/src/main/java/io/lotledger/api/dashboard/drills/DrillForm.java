package io.lotledger.api.dashboard.drills;

import java.util.List;
import java.util.stream.Stream;

/**
 * The form of a new drill, each field as it was typed.
 *
 * @param tlcs lot codes, one a line; empty to leave the lots to chance
 * @param random how many lots are left to chance
 * @param direction a word of the contract
 */
record DrillForm(String tlcs, String random, String direction) {
    static final DrillForm EMPTY = new DrillForm("", "3", "both");

    /** Each lot code once, in the order typed. */
    List<String> codes() {
        return Stream.of(tlcs.split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
