/** Whom to call about a lot: consignees and suppliers. */
@NullMarked
package io.lotledger.api.lots.contacts;

import org.jspecify.annotations.NullMarked;
