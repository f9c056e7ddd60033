/** The log in PostgreSQL, with one writer at a time over all nodes. */
@NullMarked
package io.lotledger.ingest.eventlog.postgresql;

import org.jspecify.annotations.NullMarked;
