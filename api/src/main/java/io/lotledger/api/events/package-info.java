/** EPCIS 2.0's query interface: events found by SimpleEventQuery, as query documents. */
@NullMarked
package io.lotledger.api.events;

import org.jspecify.annotations.NullMarked;
