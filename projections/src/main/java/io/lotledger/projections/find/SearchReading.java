package io.lotledger.projections.find;

import java.util.List;

/**
 * What a search text was understood as.
 *
 * @param understoodAs in words; empty for an empty text
 * @param sought what it may name, the likeliest first
 * @param notes what is wrong with it and what would be right, such as a check digit
 */
public record SearchReading(String understoodAs, List<Sought> sought, List<String> notes) {
    public SearchReading {
        sought = List.copyOf(sought);
        notes = List.copyOf(notes);
    }
}
