/** Servers and databases are killed at random under load; then the ledger is checked, event by event. Runs in {@code mvn -Pfaults verify}. */
@NullMarked
package io.lotledger.api.harddays;

import org.jspecify.annotations.NullMarked;
