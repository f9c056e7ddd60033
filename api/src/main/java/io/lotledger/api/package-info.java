/** The server: HTTP, security and the wiring of all modules. */
@NullMarked
package io.lotledger.api;

import org.jspecify.annotations.NullMarked;
