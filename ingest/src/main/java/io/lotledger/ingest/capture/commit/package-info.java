/** Decides what of a document is new and appends it to the log. */
@NullMarked
package io.lotledger.ingest.capture.commit;

import org.jspecify.annotations.NullMarked;
