/** What an EPCIS event is: the five event types of EPCIS 2.0 and their parts. Knows no framework. */
@NullMarked
package io.lotledger.ingest.epcis;

import org.jspecify.annotations.NullMarked;
