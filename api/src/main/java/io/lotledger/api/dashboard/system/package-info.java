/** How the server is: tables behind the log, rebuilds, parked events, storage, version. */
@NullMarked
package io.lotledger.api.dashboard.system;

import org.jspecify.annotations.NullMarked;
