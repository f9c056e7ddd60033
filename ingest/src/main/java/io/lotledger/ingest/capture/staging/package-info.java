/** Stages what was read of a document until it is committed. */
@NullMarked
package io.lotledger.ingest.capture.staging;

import org.jspecify.annotations.NullMarked;
