package io.lotledger.export.workbook.ooxml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes the zip file of a workbook as a stream. Every entry has the date 1 January 1980; POI's own archive leaves it 0, which is
 * not a valid date. A sheet of more than 4 GiB is written as Excel expects it: version 4.5 in the
 * entry's header, 64-bit sizes behind its data and in the directory.
 */
final class WorkbookArchive extends ZipArchiveOutputStream {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DATA_DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION_20 = 20;
    private static final short VERSION_45 = 45;
    private static final short SIZES_FOLLOW_AND_UTF_8 = 0x0808;
    private static final short DEFLATED_METHOD = 8;
    private static final short MIDNIGHT = 0;
    private static final short FIRST_OF_JANUARY_1980 = 0x0021;
    private static final long MAX_32 = 0xFFFF_FFFFL;

    private final OutputStream file;
    private final DigestOfParts parts;
    private final Deflater deflater;
    private final byte[] buffer = new byte[1 << 16];
    private final CRC32 crc = new CRC32();
    private final List<Written> entries = new ArrayList<>();
    private String name = "";
    private long offset;
    private long position;

    WorkbookArchive(OutputStream file, DigestOfParts parts, int level) {
        super(OutputStream.nullOutputStream());
        this.file = file;
        this.parts = parts;
        this.deflater = new Deflater(level, true);
    }

    @Override
    public void putArchiveEntry(ZipArchiveEntry entry) throws IOException {
        parts.begin(entry.getName());
        name = entry.getName();
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        offset = position;
        emit(record(30 + nameBytes.length)
                .putInt(LOCAL_HEADER)
                .putShort(VERSION_45)
                .putShort(SIZES_FOLLOW_AND_UTF_8)
                .putShort(DEFLATED_METHOD)
                .putShort(MIDNIGHT)
                .putShort(FIRST_OF_JANUARY_1980)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) nameBytes.length)
                .putShort((short) 0)
                .put(nameBytes));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        parts.update(bytes, from, count);
        crc.update(bytes, from, count);
        deflater.setInput(bytes, from, count);
        while (!deflater.needsInput()) compress();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void closeArchiveEntry() throws IOException {
        deflater.finish();
        while (!deflater.finished()) compress();
        Written entry =
                new Written(name, (int) crc.getValue(), deflater.getBytesWritten(), deflater.getBytesRead(), offset);
        ByteBuffer descriptor =
                record(entry.large() ? 24 : 16).putInt(DATA_DESCRIPTOR).putInt(entry.crc());
        if (entry.large()) descriptor.putLong(entry.compressed()).putLong(entry.size());
        else descriptor.putInt((int) entry.compressed()).putInt((int) entry.size());
        emit(descriptor);
        entries.add(entry);
        deflater.reset();
        crc.reset();
        parts.end();
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void finish() throws IOException {
        deflater.end();
        long directory = position;
        for (Written entry : entries) emit(central(entry));
        if (position > MAX_32) throw new IOException("the workbook is larger than 4 GiB compressed");
        emit(record(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt((int) (position - directory))
                .putInt((int) directory)
                .putShort((short) 0));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static ByteBuffer central(Written entry) {
        int extra = entry.large() ? 12 : 0;
        byte[] nameBytes = entry.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = record(46 + nameBytes.length + extra)
                .putInt(CENTRAL_HEADER)
                .putShort(VERSION_45)
                .putShort(entry.large() ? VERSION_45 : VERSION_20)
                .putShort(SIZES_FOLLOW_AND_UTF_8)
                .putShort(DEFLATED_METHOD)
                .putShort(MIDNIGHT)
                .putShort(FIRST_OF_JANUARY_1980)
                .putInt(entry.crc())
                .putInt((int) entry.compressed())
                .putInt((int) Math.min(entry.size(), MAX_32))
                .putShort((short) nameBytes.length)
                .putShort((short) extra)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt((int) entry.offset())
                .put(nameBytes);
        return entry.large()
                ? header.putShort((short) 1).putShort((short) Long.BYTES).putLong(entry.size())
                : header;
    }

    private void compress() throws IOException {
        int count = deflater.deflate(buffer);
        file.write(buffer, 0, count);
        position += count;
    }

    private void emit(ByteBuffer record) throws IOException {
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        file.write(bytes);
        position += bytes.length;
    }

    private static ByteBuffer record(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private record Written(String name, int crc, long compressed, long size, long offset) {
        boolean large() {
            return size >= MAX_32;
        }
    }
}
