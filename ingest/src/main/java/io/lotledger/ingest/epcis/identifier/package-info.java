/** GS1 identifiers: EPC URNs, Digital Links, their keys, and lot keys. */
@NullMarked
package io.lotledger.ingest.epcis.identifier;

import org.jspecify.annotations.NullMarked;
