/** EPCIS documents in XML: 2.0, 1.2 and 1.1 in, 2.0 out. */
@NullMarked
package io.lotledger.ingest.document.xml;

import org.jspecify.annotations.NullMarked;
