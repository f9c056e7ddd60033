@NullMarked
package io.lotledger.api.dashboard.masterdata;

import org.jspecify.annotations.NullMarked;
