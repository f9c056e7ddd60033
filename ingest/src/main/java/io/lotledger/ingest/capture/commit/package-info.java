/** Decides which entries of a document are new and appends them to the log. */
@NullMarked
package io.lotledger.ingest.capture.commit;

import org.jspecify.annotations.NullMarked;
