package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a document that a {@link SentFormat} reads.
 *
 * @param organisation organisation whose ledger captures it
 * @param recordSenders ids of keys from which earlier versions derived the eventIDs of a partner's records, that of the
 *     document's sender first
 * @param bytes decompressed, limited to the size of one capture
 * @param charset charset that the request names, if any
 */
public record DocumentBody(
        UUID organisation,
        List<String> recordSenders,
        InputStream bytes,
        @Nullable Charset charset,
        ReadingLimits limits) {
    public DocumentBody {
        recordSenders = List.copyOf(recordSenders);
    }
}
