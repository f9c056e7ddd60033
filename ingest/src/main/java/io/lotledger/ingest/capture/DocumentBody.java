package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a document that a {@link SentFormat} reads.
 *
 * @param organisation organisation whose ledger captures it
 * @param sender key that sent it; ids of events made from a partner's records are derived from its id, which stays the
 *     same when the key is rotated
 * @param bytes decompressed, limited to the size of one capture
 * @param charset charset that the request names, if any
 */
public record DocumentBody(
        UUID organisation,
        Sender sender,
        InputStream bytes,
        @Nullable Charset charset,
        ReadingLimits limits) {}
