/** Lots over HTTP: finding them, what is known of one, and its lineage. */
@NullMarked
package io.lotledger.api.lots;

import org.jspecify.annotations.NullMarked;
