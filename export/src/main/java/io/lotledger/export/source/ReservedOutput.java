package io.lotledger.export.source;

import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file as long as the reserve of the disk is whole; buffer it. A write throws {@code DiskShortException} once it is not. */
public final class ReservedOutput extends FilterOutputStream {
    private final DiskReserve reserve;

    private ReservedOutput(OutputStream out, DiskReserve reserve) {
        super(out);
        this.reserve = reserve;
    }

    public static OutputStream to(Path file, DiskReserve reserve) throws IOException {
        return new ReservedOutput(Files.newOutputStream(file), reserve);
    }

    @Override
    public void write(int b) throws IOException {
        reserve.require();
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        reserve.require();
        out.write(bytes, offset, length);
    }
}
