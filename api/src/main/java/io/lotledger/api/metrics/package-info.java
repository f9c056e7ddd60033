/** What Prometheus scrapes: captures, projections and exports in figures. */
@NullMarked
package io.lotledger.api.metrics;

import org.jspecify.annotations.NullMarked;
