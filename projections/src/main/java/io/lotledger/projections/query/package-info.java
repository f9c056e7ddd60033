/** SimpleEventQuery (EPCIS 2.0 §8.2.7.1): parameters in, checked conditions out. */
@NullMarked
package io.lotledger.projections.query;

import org.jspecify.annotations.NullMarked;
