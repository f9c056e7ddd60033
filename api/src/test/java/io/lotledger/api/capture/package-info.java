/** Capture through HTTP, on a real PostgreSQL. */
@NullMarked
package io.lotledger.api.capture;

import org.jspecify.annotations.NullMarked;
