/** The event hash of CBV 2.0 §8.9, and the exact content of an event. */
@NullMarked
package io.lotledger.ingest.document.hash;

import org.jspecify.annotations.NullMarked;
