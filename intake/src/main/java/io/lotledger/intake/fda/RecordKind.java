package io.lotledger.intake.fda;

import io.lotledger.intake.FormerKey;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What identifies the records of a tab.
 *
 * @param name as in {@link io.lotledger.intake.DerivedEventID}
 * @param keyOf values that identify a record among those of its kind
 * @param before the record as earlier versions read it; the record itself if they read no other values
 */
record RecordKind<T>(String name, Function<T, List<String>> keyOf, UnaryOperator<T> before) {
    List<String> key(T record) {
        return keyOf.apply(record);
    }

    /** Whether earlier versions read other values. */
    boolean isReadOtherwise(T record) {
        return before.apply(record) != record;
    }

    /** The keys of records, none of which stays in memory. */
    Iterable<List<String>> keys(List<T> records) {
        return () -> records.stream().map(keyOf).iterator();
    }

    /** The keys of those records that earlier versions read under another one. */
    Iterable<FormerKey> formerKeys(List<T> records) {
        return () -> records.stream()
                .filter(this::isReadOtherwise)
                .map(record -> new FormerKey(key(record), key(before.apply(record))))
                .filter(key -> !key.former().equals(key.key()))
                .iterator();
    }
}
