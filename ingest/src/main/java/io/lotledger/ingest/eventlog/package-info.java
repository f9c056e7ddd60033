/** The log of events: append a batch in one transaction, read by eventID. */
@NullMarked
package io.lotledger.ingest.eventlog;

import org.jspecify.annotations.NullMarked;
