/** Tamper evidence by HTTP: checkpoints, proofs, and the comparison of the log with its hash chain. */
@NullMarked
package io.lotledger.api.chain;

import org.jspecify.annotations.NullMarked;
