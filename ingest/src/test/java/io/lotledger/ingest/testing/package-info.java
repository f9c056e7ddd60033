/** What tests of every module use: events and a clock. The other modules read it from this module's test jar. */
@NullMarked
package io.lotledger.ingest.testing;

import org.jspecify.annotations.NullMarked;
