/** EPCIS 2.0's named queries: stored, listed, run and deleted over HTTP. */
@NullMarked
package io.lotledger.api.queries;

import org.jspecify.annotations.NullMarked;
