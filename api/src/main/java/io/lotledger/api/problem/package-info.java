/** Errors as {@code application/problem+json}: what is wrong, where, and what would be right. */
@NullMarked
package io.lotledger.api.problem;

import org.jspecify.annotations.NullMarked;
