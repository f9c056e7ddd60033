package io.lotledger.projections.processor;

import java.util.Optional;

/**
 * Versions of a projection; each includes the versions of the projections it reads.
 *
 * @param tables version of the code that filled its tables
 * @param code version of this server's code
 */
public record ProjectionVersion(int tables, int code) {

    /** Why this node does not write the tables of the projection: later code has filled them. Empty while it may. */
    public Optional<String> whyNotWritten(String projection) {
        return tables <= code
                ? Optional.empty()
                : Optional.of("the tables of projection " + projection + " are those of version " + tables
                        + " of the code, and this node has version " + code
                        + " and does not write them: run the later build, or request a rebuild of " + projection
                        + " from this node");
    }
}
