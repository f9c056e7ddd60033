/** A document in, a capture job out; every violation with its path. */
@NullMarked
package io.lotledger.ingest.capture;

import org.jspecify.annotations.NullMarked;
