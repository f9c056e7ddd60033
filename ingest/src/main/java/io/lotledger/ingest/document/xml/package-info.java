/** Reads EPCIS 2.0, 1.2 and 1.1 documents in XML, and writes 2.0. */
@NullMarked
package io.lotledger.ingest.document.xml;

import org.jspecify.annotations.NullMarked;
