package io.lotledger.ingest.capture.place;

import io.lotledger.ingest.document.event.DocumentFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The charset of a document: byte order mark, charset of the request, XML declaration (RFC 7303 §3); for JSON its first bytes
 * (RFC 4627 §3).
 */
final class DocumentCharset {
    private static final int LOOK_AHEAD = 200;
    private static final Pattern DECLARED = Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)[\"']");

    private DocumentCharset() {}

    /** Leaves the stream at its beginning, after a byte order mark of UTF-8. */
    static Charset of(DocumentFormat format, @Nullable Charset named, BufferedInputStream document) throws IOException {
        byte[] first = peek(document);
        if (starts(first, 0xEF, 0xBB, 0xBF)) {
            document.skipNBytes(3); // Java's decoder would keep it as a character of the first line
            return StandardCharsets.UTF_8;
        }
        if (starts(first, 0xFF, 0xFE, 0, 0) || starts(first, 0, 0, 0xFE, 0xFF)) return Charset.forName("UTF-32");
        if (starts(first, 0xFE, 0xFF) || starts(first, 0xFF, 0xFE)) return StandardCharsets.UTF_16;
        if (starts(first, 0, 0, 0)) return Charset.forName("UTF-32BE");
        if (first.length > 3 && first[0] != 0 && starts(tail(first, 1), 0, 0, 0)) return Charset.forName("UTF-32LE");
        if (first.length > 1 && first[0] == 0) return StandardCharsets.UTF_16BE;
        if (first.length > 1 && first[1] == 0) return StandardCharsets.UTF_16LE;
        if (format == DocumentFormat.JSON) return StandardCharsets.UTF_8;
        return named == null ? declared(first) : named;
    }

    private static Charset declared(byte[] first) {
        Matcher declared = DECLARED.matcher(new String(first, StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8; // the reader of the document reports it
        }
    }

    private static byte[] peek(InputStream document) throws IOException {
        document.mark(LOOK_AHEAD);
        byte[] first = document.readNBytes(LOOK_AHEAD);
        document.reset();
        return first;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static boolean starts(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) return false;
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xFF) != expected[i]) return false;
        }
        return true;
    }
}
