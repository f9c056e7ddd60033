/** Words of the Core Business Vocabulary 2.0 and codes of units of measure. */
@NullMarked
package io.lotledger.ingest.epcis.vocabulary;

import org.jspecify.annotations.NullMarked;
