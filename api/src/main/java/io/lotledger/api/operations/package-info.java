/** Health, calls of S3 and the build id. */
@NullMarked
package io.lotledger.api.operations;

import org.jspecify.annotations.NullMarked;
