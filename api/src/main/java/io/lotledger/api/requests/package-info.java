/** Checks requests before anything looks at them, and bounds their bodies. */
@NullMarked
package io.lotledger.api.requests;

import org.jspecify.annotations.NullMarked;
