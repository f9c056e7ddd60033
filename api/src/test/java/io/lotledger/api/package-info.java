/** How tests start the server. */
@NullMarked
package io.lotledger.api;

import org.jspecify.annotations.NullMarked;
