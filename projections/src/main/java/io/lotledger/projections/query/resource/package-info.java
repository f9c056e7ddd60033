/** The top-level resources of EPCIS 2.0 §12: the values that an organisation's events hold. */
@NullMarked
package io.lotledger.projections.query.resource;

import org.jspecify.annotations.NullMarked;
