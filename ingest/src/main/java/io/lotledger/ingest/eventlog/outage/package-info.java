/** Tells a log or database that is away from one that refused, and keeps a reserve of the disk that they write to. */
@NullMarked
package io.lotledger.ingest.eventlog.outage;

import org.jspecify.annotations.NullMarked;
