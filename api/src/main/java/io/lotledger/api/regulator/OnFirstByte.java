package io.lotledger.api.regulator;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a file. It runs an action and takes the stream of the response with the first byte: a download that never began is
 * not recorded as one, and a page can still say why.
 */
final class OnFirstByte extends OutputStream {
    private final HttpServletResponse response;
    private final Runnable action;
    private @Nullable OutputStream out;

    OnFirstByte(HttpServletResponse response, Runnable action) {
        this.response = response;
        this.action = action;
    }

    @Override
    public void write(int b) throws IOException {
        begun().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begun().write(bytes, offset, length);
    }

    private OutputStream begun() throws IOException {
        OutputStream begun = out;
        if (begun != null) return begun;
        action.run();
        begun = response.getOutputStream();
        out = begun;
        return begun;
    }
}
