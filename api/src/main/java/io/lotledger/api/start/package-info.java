/** Checks before the server starts, and explains a start that failed. */
@NullMarked
package io.lotledger.api.start;

import org.jspecify.annotations.NullMarked;
