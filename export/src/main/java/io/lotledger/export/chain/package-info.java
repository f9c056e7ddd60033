/** The hash chain over the log: one Merkle tree per organisation, and a chain of its signed roots. */
@NullMarked
package io.lotledger.export.chain;

import org.jspecify.annotations.NullMarked;
