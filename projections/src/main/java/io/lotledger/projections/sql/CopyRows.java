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
 * Rows in the text format of {@code copy … from stdin}, the fastest way to insert many new rows. They can be built on
 * any thread; {@link #into} sends them in the caller's transaction.
 */
public final class CopyRows {
    private final StringBuilder text;
    private boolean inRow;

    /** @param characters estimated size of the text */
    public CopyRows(int characters) {
        this.text = new StringBuilder(characters);
    }

    /** Appends the next cell as text, which PostgreSQL converts to the column's type. */
    public CopyRows cell(@Nullable Object value) {
        if (inRow) text.append('\t');
        inRow = true;
        if (value == null) text.append("\\N");
        else appendEscaped(value.toString());
        return this;
    }

    public void endRow() {
        text.append('\n');
        inRow = false;
    }

    /** @param columns the table and its columns: {@code lot (lot_id, uri)} */
    public void into(String columns, JdbcOperations jdbc) {
        jdbc.execute((Connection connection) -> send("copy " + columns + " from stdin", connection));
    }

    @Override
    public String toString() {
        return text.toString();
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

    private void appendEscaped(String value) {
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char escape = escape(value.charAt(i));
            if (escape == 0) continue;
            text.append(value, from, i).append('\\').append(escape);
            from = i + 1;
        }
        text.append(value, from, value.length());
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
