/** Templates for partners who send spreadsheets. */
@NullMarked
package io.lotledger.api.intake;

import org.jspecify.annotations.NullMarked;
