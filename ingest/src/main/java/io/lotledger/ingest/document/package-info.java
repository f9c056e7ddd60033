/** Reads and writes EPCIS documents in JSON-LD and XML. Subpackages hold the shared parts and each format. */
@NullMarked
package io.lotledger.ingest.document;

import org.jspecify.annotations.NullMarked;
