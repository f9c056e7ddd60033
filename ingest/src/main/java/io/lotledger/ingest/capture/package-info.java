/** Captures a document: one document in, one capture job out. */
@NullMarked
package io.lotledger.ingest.capture;

import org.jspecify.annotations.NullMarked;
