/** The module that runs: HTTP, security, the dashboard and the wiring. */
@NullMarked
package io.lotledger.api;

import org.jspecify.annotations.NullMarked;
