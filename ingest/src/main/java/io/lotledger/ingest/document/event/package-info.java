/** Events between a document and the log: as sent, as kept, and as an answer represents them. */
@NullMarked
package io.lotledger.ingest.document.event;

import org.jspecify.annotations.NullMarked;
