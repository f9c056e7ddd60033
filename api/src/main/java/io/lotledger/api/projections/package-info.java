/** Operations on projections over HTTP: their progress, rebuilds, and parked events. */
@NullMarked
package io.lotledger.api.projections;

import org.jspecify.annotations.NullMarked;
