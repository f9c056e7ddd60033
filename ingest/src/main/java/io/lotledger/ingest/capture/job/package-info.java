/** Capture jobs and the outcome of each event (EPCIS 2.0 §12.7.1). */
@NullMarked
package io.lotledger.ingest.capture.job;

import org.jspecify.annotations.NullMarked;
