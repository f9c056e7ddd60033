/** Finds the places of a document that its violations are about: line, column and the lines around them. */
@NullMarked
package io.lotledger.ingest.capture.place;

import org.jspecify.annotations.NullMarked;
