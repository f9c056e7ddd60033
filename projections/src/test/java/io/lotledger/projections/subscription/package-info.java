/** Schedules and the matching of events against subscriptions. */
@NullMarked
package io.lotledger.projections.subscription;

import org.jspecify.annotations.NullMarked;
