/** Looks at plans, which the package does not publish, on a real PostgreSQL, which only this module starts. */
@NullMarked
package io.lotledger.projections.find;

import org.jspecify.annotations.NullMarked;
