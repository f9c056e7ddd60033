/** Tells a log or database that is away from one that refused. */
@NullMarked
package io.lotledger.ingest.eventlog.outage;

import org.jspecify.annotations.NullMarked;
