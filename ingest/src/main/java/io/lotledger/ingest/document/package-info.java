/** Reads and writes EPCIS documents of either format. The rooms below hold what the formats share, and each format. */
@NullMarked
package io.lotledger.ingest.document;

import org.jspecify.annotations.NullMarked;
