/** What both parsers share: JSON with exact numbers, times, limits on memory, and violations. */
@NullMarked
package io.lotledger.ingest.document.text;

import org.jspecify.annotations.NullMarked;
