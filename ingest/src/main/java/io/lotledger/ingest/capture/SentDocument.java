package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.receive.BoundedInput;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.receive.ContentEncoding;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as received.
 *
 * @param charset charset that the request names, if any
 * @param body read once, to its end; the caller closes it
 * @param replaces what this document of a partner's format corrects; {@code null} if it corrects nothing
 */
public record SentDocument(
        SentFormat format,
        ContentEncoding encoding,
        @Nullable Charset charset,
        InputStream body,
        @Nullable Replacement replaces) {

    public SentDocument(SentFormat format, ContentEncoding encoding, @Nullable Charset charset, InputStream body) {
        this(format, encoding, charset, body, null);
    }

    /** The same document to be read as another format, or as one partner writes it. */
    public SentDocument in(SentFormat other) {
        return new SentDocument(other, encoding, charset, body, replaces);
    }

    /** The same document as the correction of an earlier capture. */
    public SentDocument replacing(Replacement replacement) {
        return new SentDocument(format, encoding, charset, body, replacement);
    }

    /**
     * @param recordSenders as {@link DocumentBody} has them
     * @throws CaptureLimitExceededException when the body exceeds the size limit before or after decompression, when
     *     its compression ratio is implausible, or when one part is too large to hold in memory
     */
    public void read(UUID organisation, List<String> recordSenders, CaptureSettings settings, DocumentSink sink) {
        try (InputStream sent = BoundedInput.of(body, encoding, settings.maxBytes())) {
            ReadingLimits limits = new ReadingLimits(settings.spoolDirectory());
            format.read(new DocumentBody(organisation, recordSenders, sent, charset, limits), sink);
        } catch (DocumentTooLargeException e) {
            throw CaptureLimitExceededException.part(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the document's stream", e);
        }
    }

    /** Reads one bare event; anything else is unreadable. */
    void readEvent(UUID organisation, CaptureSettings settings, DocumentSink sink) {
        BareEventSink one = new BareEventSink(sink);
        read(organisation, List.of(), settings, one);
        if (one.count == 0) throw BareEventSink.notBareEvent();
    }

    private static final class BareEventSink implements DocumentSink {
        private final DocumentSink sink;
        private int count;

        BareEventSink(DocumentSink sink) {
            this.sink = sink;
        }

        @Override
        public void event(SentEvent event) {
            if (!event.isBare()) throw notBareEvent();
            count++;
            sink.event(event);
        }

        @Override
        public void masterData(SentMasterData element) {
            throw notBareEvent();
        }

        @Override
        public void created(Instant creationDate) {
            sink.created(creationDate);
        }

        @Override
        public void note(Violation note) {
            sink.note(note);
        }

        private static UnreadableDocumentException notBareEvent() {
            String message = "This is an EPCISDocument; post it to /capture";
            return new UnreadableDocumentException(List.of(new Violation("$", "document", message, null)));
        }
    }
}
