package io.lotledger.export.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.commons.io.input.BoundedInputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** A section of a file, opened again for each send. */
record Part(Path file, long from, long length, String contentType) {

    RequestBody body() {
        return RequestBody.fromContentProvider(this::open, length, contentType);
    }

    String md5() throws IOException {
        MessageDigest md5 = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) md5.update(buffer, 0, n);
        }
        return Base64.getEncoder().encodeToString(md5.digest());
    }

    private InputStream open() {
        try {
            FileChannel channel = FileChannel.open(file);
            try {
                channel.position(from);
                return BoundedInputStream.builder()
                        .setInputStream(Channels.newInputStream(channel))
                        .setMaxCount(length)
                        .get();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
