@NullMarked
package io.lotledger.api.limits;

import org.jspecify.annotations.NullMarked;
