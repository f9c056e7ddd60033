package io.lotledger.api.requests;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request that has arrived as a whole, in memory or in a file: reading it never waits. */
public final class ArrivedBody extends ServletInputStream {
    private final InputStream in;
    private boolean isFinished;

    public ArrivedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        isFinished |= next < 0;
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = in.read(to, offset, length);
        isFinished |= count < 0;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("the body has arrived; the thread of its request reads it");
    }
}
