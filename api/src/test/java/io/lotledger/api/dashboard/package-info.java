/** The dashboard in a browser. */
@NullMarked
package io.lotledger.api.dashboard;

import org.jspecify.annotations.NullMarked;
