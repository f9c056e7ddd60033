/** Assembles the server: settings, PostgreSQL, S3, and Axon on both. */
@NullMarked
package io.lotledger.api.wiring;

import org.jspecify.annotations.NullMarked;
