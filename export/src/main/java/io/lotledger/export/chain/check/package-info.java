/** Compares the whole log with the hash chain, and locates every difference. */
@NullMarked
package io.lotledger.export.chain.check;

import org.jspecify.annotations.NullMarked;
