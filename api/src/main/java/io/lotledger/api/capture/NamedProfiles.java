package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.SentFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The profiles of partners that a request may name. */
public interface NamedProfiles {
    /**
     * The format as the partner writes it.
     *
     * @throws ProblemException 422, and 400 on a path of GS1, when the organisation has no such profile, or the format needs none
     */
    SentFormat with(UUID organisation, String partner, SentFormat format);

    /** @param partner {@code null} when the request names none */
    default SentDocument read(Caller caller, @Nullable String partner, SentDocument sent) {
        if (partner == null) return sent;
        return sent.in(with(caller.organisation(), partner, sent.format()));
    }
}
