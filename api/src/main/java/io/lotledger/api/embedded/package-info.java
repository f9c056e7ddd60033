/** PostgreSQL and S3 of our own in the data directory, for installations that have none. */
@NullMarked
package io.lotledger.api.embedded;

import org.jspecify.annotations.NullMarked;
