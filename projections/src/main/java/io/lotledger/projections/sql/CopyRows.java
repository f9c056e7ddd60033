package io.lotledger.projections.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Rows in the text that {@code copy … from stdin} reads: the fastest way into a table, for many rows that are new. They are told
 * on any thread, and sent in the transaction of the caller.
 */
public final class CopyRows {
    private final StringBuilder told;
    private boolean inRow;

    /** @param characters about how many there will be */
    public CopyRows(int characters) {
        this.told = new StringBuilder(characters);
    }

    /** The next cell of the row, by its text, which PostgreSQL reads as any type. */
    public CopyRows cell(@Nullable Object value) {
        if (inRow) told.append('\t');
        inRow = true;
        if (value == null) told.append("\\N");
        else escaped(value.toString());
        return this;
    }

    public void endRow() {
        told.append('\n');
        inRow = false;
    }

    /** @param columns the table and its columns: {@code lot (lot_id, uri)} */
    public void into(String columns, JdbcOperations jdbc) {
        jdbc.execute((Connection connection) -> send("copy " + columns + " from stdin", connection));
    }

    @Override
    public String toString() {
        return told.toString();
    }

    private long send(String statement, Connection connection) throws SQLException {
        byte[] bytes = toString().getBytes(StandardCharsets.UTF_8);
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new ByteArrayInputStream(bytes), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void escaped(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char escape = escape(text.charAt(i));
            if (escape == 0) continue;
            told.append(text, from, i).append('\\').append(escape);
            from = i + 1;
        }
        told.append(text, from, text.length());
    }

    private static char escape(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
