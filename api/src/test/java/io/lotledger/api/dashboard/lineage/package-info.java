@NullMarked
package io.lotledger.api.dashboard.lineage;

import org.jspecify.annotations.NullMarked;
