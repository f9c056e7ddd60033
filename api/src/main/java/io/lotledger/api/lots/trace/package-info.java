/** Looks up lots and reads their traces once for several answers. */
@NullMarked
package io.lotledger.api.lots.trace;

import org.jspecify.annotations.NullMarked;
