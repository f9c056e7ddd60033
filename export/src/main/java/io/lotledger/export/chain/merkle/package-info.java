/** Merkle trees with the hashes and proofs of RFC 6962. Knows nothing of the log. */
@NullMarked
package io.lotledger.export.chain.merkle;

import org.jspecify.annotations.NullMarked;
