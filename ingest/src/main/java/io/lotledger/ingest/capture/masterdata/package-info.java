/** Finds which places and products of a document have master data. */
@NullMarked
package io.lotledger.ingest.capture.masterdata;

import org.jspecify.annotations.NullMarked;
