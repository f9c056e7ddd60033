package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.requests.ContentCodings;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.CaptureSettings;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.SentFormat;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.receive.ContentEncoding;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.intake.IntakeFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads documents from HTTP requests: format, compression, limits, and the answer when a document cannot be read. */
@Component
class CaptureRequests {
    private static final Map<String, SentFormat> EPCIS = Map.of(
            "application/json", SentFormat.of(DocumentFormat.JSON),
            "application/ld+json", SentFormat.of(DocumentFormat.JSON),
            "application/xml", SentFormat.of(DocumentFormat.XML),
            "text/xml", SentFormat.of(DocumentFormat.XML));

    private final CaptureSettings settings;

    /** EPCIS's formats and those of partners, by media type. */
    private final Map<String, SentFormat> all;

    CaptureRequests(Capture capture, ObjectProvider<IntakeFormat> partners) {
        this.settings = capture.settings();
        Map<String, SentFormat> formats = new HashMap<>(EPCIS);
        partners.forEach(format -> format.mediaTypes().forEach(type -> formats.put(type, format)));
        this.all = Map.copyOf(formats);
    }

    /** What a path of capture takes. */
    enum Accepted {
        /** EPCIS documents. */
        EPCIS,
        /** EPCIS documents and partners' formats. */
        ALL
    }

    /** The media types, as announced to clients. */
    List<String> mediaTypes(Accepted accepted) {
        return formats(accepted).keySet().stream().sorted().toList();
    }

    private Map<String, SentFormat> formats(Accepted accepted) {
        return accepted == Accepted.ALL ? all : EPCIS;
    }

    /** Passes the request's document to the reader; 400, 413 or 415 when it cannot be captured. */
    <T> T read(
            Accepted accepted,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<SentDocument, T> reader)
            throws IOException {
        return read(accepted, request, response, "Nothing was captured", reader);
    }

    /** @param refusal says what a refused document leaves undone */
    <T> T read(
            Accepted accepted,
            HttpServletRequest request,
            HttpServletResponse response,
            String refusal,
            Function<SentDocument, T> reader)
            throws IOException {
        MediaType type = mediaType(accepted, request.getContentType());
        SentFormat format = format(accepted, type);
        ContentEncoding encoding = encoding(request, response);
        try {
            if (request.getContentLengthLong() > settings.maxBytes()) {
                throw CaptureLimitExceededException.bytes(settings.maxBytes());
            }
            return reader.apply(new SentDocument(format, encoding, type.getCharset(), request.getInputStream()));
        } catch (CaptureLimitExceededException e) {
            announceLimits(response);
            throw new ProblemException(
                    413,
                    "epcisException:CaptureLimitExceededException",
                    "The document is too large",
                    refusal + ". " + e.getMessage(),
                    Map.of(
                            "event_limit", settings.maxEvents(),
                            "event_member_limit", settings.maxMembers(),
                            "file_size_limit", settings.maxBytes()));
        } catch (UnreadableDocumentException e) {
            List<Map<String, Object>> errors =
                    e.violations().stream().map(Problems::violation).toList();
            throw unreadable(format, refusal, e, Map.of("errors", errors));
        }
    }

    /** 400: the document as a whole is not in the format that its Content-Type names. */
    static ProblemException unreadable(
            SentFormat format, String refusal, UnreadableDocumentException e, Map<String, Object> members) {
        return new ProblemException(
                400,
                "epcisException:ValidationException",
                format.epcis().isPresent() ? "No EPCIS document" : "The document cannot be read",
                refusal + ": " + e.violations().get(0).message(),
                members);
    }

    void announceLimits(HttpServletResponse response) {
        response.setHeader("GS1-EPCIS-Capture-Limit", Integer.toString(settings.maxEvents()));
        response.setHeader("GS1-EPCIS-Capture-File-Size-Limit", Long.toString(settings.maxBytes()));
    }

    private MediaType mediaType(Accepted accepted, @Nullable String contentType) {
        if (contentType == null || contentType.replaceFirst(";.*", "").isBlank())
            throw unsupported(accepted, "The document has no Content-Type");
        try {
            return MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw unsupported(accepted, "The Content-Type '" + contentType + "' cannot be read (" + cause(e) + ")");
        }
    }

    /** Such as "unsupported charset 'latin-9'"; the exception's message repeats the whole header. */
    private static String cause(InvalidMediaTypeException e) {
        String message = String.valueOf(e.getMessage());
        String before = "\": ";
        int at = message.lastIndexOf(before);
        return at < 0 ? message : message.substring(at + before.length());
    }

    private SentFormat format(Accepted accepted, MediaType type) {
        SentFormat format = formats(accepted).get(type.getType() + "/" + type.getSubtype());
        if (format == null) throw unsupported(accepted, "The Content-Type '" + type + "' is not supported");
        Charset charset = type.getCharset();
        if (isJson(format) && charset != null && !isUnicode(charset))
            throw unsupported(accepted, "JSON is in UTF-8 and not in " + charset + " (RFC 8259); convert the document");
        return format;
    }

    private static boolean isJson(SentFormat format) {
        return format.epcis().filter(DocumentFormat.JSON::equals).isPresent();
    }

    /** Which encoding of Unicode it is, is read from the first bytes. US-ASCII is a part of UTF-8. */
    private static boolean isUnicode(Charset charset) {
        return charset.name().startsWith("UTF-") || charset.equals(StandardCharsets.US_ASCII);
    }

    private static ContentEncoding encoding(HttpServletRequest request, HttpServletResponse response) {
        String word = ContentCodings.of(request);
        Optional<ContentEncoding> encoding = ContentEncoding.ofWord(word);
        if (encoding.isPresent()) return encoding.get();
        response.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, deflate, identity"); // RFC 9110 §12.5.3
        throw new ProblemException(
                415,
                "epcisException:UnsupportedMediaTypeException",
                "Unsupported content encoding",
                "The Content-Encoding '" + word + "' is not known; send gzip, deflate or none",
                Map.of("accepted", List.of("gzip", "deflate", "identity")));
    }

    private ProblemException unsupported(Accepted accepted, String what) {
        List<String> types = mediaTypes(accepted);
        return new ProblemException(
                415,
                "epcisException:UnsupportedMediaTypeException",
                "Unsupported media type",
                what + "; send " + String.join(", ", types),
                Map.of("accepted", types));
    }
}
