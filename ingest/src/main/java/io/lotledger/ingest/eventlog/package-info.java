/**
 * The log of events: append a batch in one transaction, read by eventID. Entries are stored permanently under their class names.
 */
@NullMarked
package io.lotledger.ingest.eventlog;

import org.jspecify.annotations.NullMarked;
