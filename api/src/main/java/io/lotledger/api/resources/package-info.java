/** EPCIS 2.0's top-level resources: the values that events hold, and the events of each. */
@NullMarked
package io.lotledger.api.resources;

import org.jspecify.annotations.NullMarked;
