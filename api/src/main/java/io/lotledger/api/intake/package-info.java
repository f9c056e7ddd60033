/** Templates for partners who send spreadsheets, and the wiring of the formats of partners who send no EPCIS. */
@NullMarked
package io.lotledger.api.intake;

import org.jspecify.annotations.NullMarked;
