/** Locations and products of partners whose documents carry none. */
@NullMarked
package io.lotledger.api.masterdata;

import org.jspecify.annotations.NullMarked;
