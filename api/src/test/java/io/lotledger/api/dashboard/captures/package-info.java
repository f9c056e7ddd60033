/** The pages of captures in a browser. */
@NullMarked
package io.lotledger.api.dashboard.captures;

import org.jspecify.annotations.NullMarked;
