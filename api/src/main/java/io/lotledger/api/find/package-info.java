/** The search box: one text finds lots, units, products, places, documents, events and export jobs. */
@NullMarked
package io.lotledger.api.find;

import org.jspecify.annotations.NullMarked;
