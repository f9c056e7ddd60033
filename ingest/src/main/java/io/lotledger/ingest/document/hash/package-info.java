/** The event hash of CBV 2.0 §8.9, and a digest of the exact content of an event. */
@NullMarked
package io.lotledger.ingest.document.hash;

import org.jspecify.annotations.NullMarked;
