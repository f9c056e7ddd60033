/** EPCIS 2.0's capture interface: documents in, capture jobs out. */
@NullMarked
package io.lotledger.api.capture;

import org.jspecify.annotations.NullMarked;
