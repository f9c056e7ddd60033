/** The log in Axon Server. */
@NullMarked
package io.lotledger.ingest.eventlog.axonserver;

import org.jspecify.annotations.NullMarked;
