/** EPCIS 2.0 documents in JSON-LD. */
@NullMarked
package io.lotledger.ingest.document.json;

import org.jspecify.annotations.NullMarked;
