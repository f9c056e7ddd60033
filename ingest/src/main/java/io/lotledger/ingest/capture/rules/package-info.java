/** The rules of EPCIS 2.0 and CBV 2.0. Every violation is reported with its path. */
@NullMarked
package io.lotledger.ingest.capture.rules;

import org.jspecify.annotations.NullMarked;
