/** Lots over HTTP: search, description, lineage, accounts, findings and readiness. */
@NullMarked
package io.lotledger.api.lots;

import org.jspecify.annotations.NullMarked;
