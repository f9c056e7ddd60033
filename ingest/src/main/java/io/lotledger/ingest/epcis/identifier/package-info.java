/** GS1 identifiers: EPC URNs and Digital Links, the keys behind them, and the keys of lots. */
@NullMarked
package io.lotledger.ingest.epcis.identifier;

import org.jspecify.annotations.NullMarked;
