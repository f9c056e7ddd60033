/** The wiring on a real PostgreSQL and a real S3 endpoint. */
@NullMarked
package io.lotledger.api.wiring;

import org.jspecify.annotations.NullMarked;
