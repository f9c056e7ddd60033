/** The figures of the home page: one answer for the page and for {@code GET /traceability/summary}. */
@NullMarked
package io.lotledger.api.summary;

import org.jspecify.annotations.NullMarked;
