/** Ends waits for a database that has stopped answering without closing its connections. */
@NullMarked
package io.lotledger.api.outage;

import org.jspecify.annotations.NullMarked;
