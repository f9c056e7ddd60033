/** Events between a document and the log: as sent, as stored, and as represented in an answer. */
@NullMarked
package io.lotledger.ingest.document.event;

import org.jspecify.annotations.NullMarked;
