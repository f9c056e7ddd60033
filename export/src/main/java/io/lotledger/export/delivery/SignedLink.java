package io.lotledger.export.delivery;

import java.net.URI;
import java.time.Instant;

/** A link that needs no key and works until {@code expiresAt}. It is created on each read, never stored and never logged. */
public record SignedLink(URI url, Instant expiresAt) {
    @Override
    public String toString() {
        return "SignedLink[expiresAt=" + expiresAt + "]";
    }
}
