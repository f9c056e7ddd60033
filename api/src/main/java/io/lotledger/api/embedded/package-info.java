/** The embedded PostgreSQL and S3 in the data directory, for installations without external ones. */
@NullMarked
package io.lotledger.api.embedded;

import org.jspecify.annotations.NullMarked;
