/** Receives the body of a request: content codings and limits. */
@NullMarked
package io.lotledger.ingest.capture.receive;

import org.jspecify.annotations.NullMarked;
