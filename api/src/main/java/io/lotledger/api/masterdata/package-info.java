/** Master data of locations and products over HTTP, for partners whose documents carry none. */
@NullMarked
package io.lotledger.api.masterdata;

import org.jspecify.annotations.NullMarked;
