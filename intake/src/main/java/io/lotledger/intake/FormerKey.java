package io.lotledger.intake;

import java.util.List;

/**
 * The key of a record that earlier versions read in another way.
 *
 * @param key as it is read now
 * @param former as it was read
 */
public record FormerKey(List<String> key, List<String> former) {
    public FormerKey {
        key = List.copyOf(key);
        former = List.copyOf(former);
    }
}
