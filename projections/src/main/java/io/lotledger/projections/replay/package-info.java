/** How far the tables have read the log, and how they are rebuilt from it. */
@NullMarked
package io.lotledger.projections.replay;

import org.jspecify.annotations.NullMarked;
