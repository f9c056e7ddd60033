/** Stages the entries of a document until they are committed. */
@NullMarked
package io.lotledger.ingest.capture.staging;

import org.jspecify.annotations.NullMarked;
