/** Shared by both parsers: JSON with exact numbers, times, memory limits, and violations. */
@NullMarked
package io.lotledger.ingest.document.text;

import org.jspecify.annotations.NullMarked;
