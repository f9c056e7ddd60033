package io.lotledger.ingest.epcis.identifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Percent-encoding of Digital Link path segments in UTF-8. Unreserved characters (RFC 3986 §2.3) remain, and so do the
 * three of GS1's character set 82 that the event hash's reference implementation leaves alone ({@code ' ; =}).
 */
public final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    public static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isUnescaped(c)) encoded.append(c);
            else encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
        }
        return encoded.toString();
    }

    /** The decoded text, {@code null} if the segment is not percent-encoded UTF-8, or has NUL. */
    public static @Nullable String decode(String segment) {
        if (segment.indexOf('%') < 0) return segment;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        int at = 0;
        while (at < segment.length()) {
            int percent = segment.indexOf('%', at);
            if (percent < 0) percent = segment.length();
            bytes.writeBytes(segment.substring(at, percent).getBytes(StandardCharsets.UTF_8));
            if (percent == segment.length()) break;
            if (percent + 2 >= segment.length()) return null;
            int high = Character.digit(segment.charAt(percent + 1), 16);
            int low = Character.digit(segment.charAt(percent + 2), 16);
            if (high < 0 || low < 0 || high + low == 0) return null; // no table holds NUL
            bytes.write(high << 4 | low);
            at = percent + 3;
        }
        return utf8(bytes.toByteArray());
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isUnescaped(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~';=".indexOf(c) >= 0;
    }
}
