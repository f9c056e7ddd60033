/** Lots, what became of what, what was inside what and when: facts kept by log position, conclusions drawn when asked. */
@NullMarked
package io.lotledger.projections.lineage;

import org.jspecify.annotations.NullMarked;
