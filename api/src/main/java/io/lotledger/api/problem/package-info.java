/** Errors as {@code application/problem+json}, and the checks of requests that all controllers share. */
@NullMarked
package io.lotledger.api.problem;

import org.jspecify.annotations.NullMarked;
