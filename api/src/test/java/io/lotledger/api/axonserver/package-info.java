/** A double of Axon Server, and the journeys of the other packages with their log kept in it. */
@NullMarked
package io.lotledger.api.axonserver;

import org.jspecify.annotations.NullMarked;
