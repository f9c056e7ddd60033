@NullMarked
package io.lotledger.api.metrics;

import org.jspecify.annotations.NullMarked;
