/** The lineage of a lot in the dashboard: picture, table, evidence, and what changed between two log positions. */
@NullMarked
package io.lotledger.api.dashboard.lineage;

import org.jspecify.annotations.NullMarked;
