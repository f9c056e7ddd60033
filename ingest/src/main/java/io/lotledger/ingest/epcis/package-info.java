/** The EPCIS event model: the five event types of EPCIS 2.0 and their parts. Independent of any framework. */
@NullMarked
package io.lotledger.ingest.epcis;

import org.jspecify.annotations.NullMarked;
