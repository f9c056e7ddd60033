/** Documents of partners who do not send EPCIS: what their readers share. */
@NullMarked
package io.lotledger.intake;

import org.jspecify.annotations.NullMarked;
