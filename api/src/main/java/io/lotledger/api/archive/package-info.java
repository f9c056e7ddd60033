/** Everything an organisation has captured, as EPCIS documents that another ledger captures again. */
@NullMarked
package io.lotledger.api.archive;

import org.jspecify.annotations.NullMarked;
