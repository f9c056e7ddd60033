/** Distinguishes an unavailable log or database from one that rejected a request. */
@NullMarked
package io.lotledger.ingest.eventlog.outage;

import org.jspecify.annotations.NullMarked;
