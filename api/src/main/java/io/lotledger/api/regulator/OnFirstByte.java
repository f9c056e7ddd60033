package io.lotledger.api.regulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Runs an action before the first byte is written: a download that never began is not recorded as one. */
final class OnFirstByte extends FilterOutputStream {
    private final Runnable action;
    private boolean began;

    OnFirstByte(OutputStream out, Runnable action) {
        super(out);
        this.action = action;
    }

    @Override
    public void write(int b) throws IOException {
        begin();
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begin();
        out.write(bytes, offset, length);
    }

    private void begin() {
        if (began) return;
        began = true;
        action.run();
    }
}
