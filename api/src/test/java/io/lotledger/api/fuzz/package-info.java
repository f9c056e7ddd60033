/** Requests nobody means well, against the server as it runs. */
@NullMarked
package io.lotledger.api.fuzz;

import org.jspecify.annotations.NullMarked;
