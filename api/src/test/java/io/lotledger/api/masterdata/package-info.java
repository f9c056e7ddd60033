@NullMarked
package io.lotledger.api.masterdata;

import org.jspecify.annotations.NullMarked;
