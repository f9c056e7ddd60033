package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.Gln;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place or party of a notice.
 *
 * @param gln {@code null} if the partner identifies it otherwise
 * @param uri of the place
 */
public record X12Party(@Nullable Gln gln, String uri) {

    public static X12Party of(Gln gln) {
        return new X12Party(gln, "https://id.gs1.org/414/" + gln.value());
    }

    /** The party as owner: the legal entity's URI. */
    public Optional<String> ownerUri() {
        return gln == null ? Optional.empty() : Optional.of("https://id.gs1.org/417/" + gln.value());
    }
}
