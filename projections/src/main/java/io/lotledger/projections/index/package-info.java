/** The query index: every captured event by what queries ask for, and the declarations that took some back. */
@NullMarked
package io.lotledger.projections.index;

import org.jspecify.annotations.NullMarked;
