/** EPCIS documents in and out, streaming. */
@NullMarked
package io.lotledger.ingest.document;

import org.jspecify.annotations.NullMarked;
