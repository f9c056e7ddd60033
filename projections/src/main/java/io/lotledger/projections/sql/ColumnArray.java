package io.lotledger.projections.sql;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of many rows, as a parameter of {@code unnest}; the statement casts it to the column's type. */
public final class ColumnArray {
    private ColumnArray() {}

    /** Values as text, which PostgreSQL can cast to any type: {@code cast(:column as uuid[])}. */
    public static <T> String[] text(Collection<T> rows, Function<T, @Nullable Object> value) {
        String[] column = new String[rows.size()];
        int i = 0;
        for (T row : rows) {
            Object cell = value.apply(row);
            column[i++] = cell == null ? null : cell.toString();
        }
        return column;
    }

    public static <T> Long[] number(Collection<T> rows, Function<T, @Nullable Long> value) {
        Long[] column = new Long[rows.size()];
        int i = 0;
        for (T row : rows) column[i++] = value.apply(row);
        return column;
    }
}
