/** How the trace of a lot came about: since which log position each link held, until when, and what took it back. */
@NullMarked
package io.lotledger.projections.lineage.history;

import org.jspecify.annotations.NullMarked;
