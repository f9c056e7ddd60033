@NullMarked
package io.lotledger.projections.masterdata;

import org.jspecify.annotations.NullMarked;
