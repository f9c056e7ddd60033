package io.lotledger.export.workbook.ooxml;

import io.lotledger.export.workbook.content.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and digests what is written. Closing it only flushes: the stream behind belongs to the caller. */
public final class MeasuredOutput extends FilterOutputStream {
    private final MessageDigest digest = Sha256.digest();
    private long size;

    public MeasuredOutput(OutputStream out) {
        super(new BufferedOutputStream(out, 1 << 16));
    }

    public long size() {
        return size;
    }

    /** Asked once, after the last byte. */
    public String sha256() {
        return Sha256.hexOf(digest);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        digest.update(bytes, offset, count);
        size += count;
        out.write(bytes, offset, count);
    }

    @Override
    public void write(int b) throws IOException {
        digest.update((byte) b);
        size++;
        out.write(b);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
