package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.receive.BoundedInput;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.receive.ContentEncoding;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way in.
 *
 * @param told its characters' encoding, where what it came with names one
 * @param body read once, to its end; closed by who opened it
 */
public record SentDocument(
        DocumentFormat format,
        ContentEncoding encoding,
        @Nullable Charset told,
        InputStream body) {

    /**
     * @throws CaptureLimitExceededException beyond the settings' bytes, before or after decompression, where decompression
     *     makes far more of it than it ever does, and where a part of it is too large to be held in memory
     */
    public void read(CaptureSettings settings, DocumentSink sink) {
        try (InputStream sent = BoundedInput.of(body, encoding, settings.mostBytes())) {
            EpcisDocuments.read(format, sent, told, new ReadingLimits(settings.spoolDirectory()), sink);
        } catch (DocumentTooLargeException e) {
            throw CaptureLimitExceededException.part(e);
        } catch (IOException e) {
            throw new UncheckedIOException("a document's stream could not be closed", e);
        }
    }

    /** Reads one bare event; anything else is unreadable here. */
    void readEvent(CaptureSettings settings, DocumentSink sink) {
        OneEvent one = new OneEvent(sink);
        read(settings, one);
        if (one.count == 0) throw OneEvent.noBareEvent();
    }

    private static final class OneEvent implements DocumentSink {
        private final DocumentSink sink;
        private int count;

        OneEvent(DocumentSink sink) {
            this.sink = sink;
        }

        @Override
        public void event(SentEvent event) {
            if (!event.isBare()) throw noBareEvent();
            count++;
            sink.event(event);
        }

        @Override
        public void masterData(SentMasterData element) {
            throw noBareEvent();
        }

        @Override
        public void note(Violation note) {
            sink.note(note);
        }

        private static UnreadableDocumentException noBareEvent() {
            String right = "This is an EPCISDocument; post it to /capture";
            return new UnreadableDocumentException(List.of(new Violation("$", "document", right, null)));
        }
    }
}
