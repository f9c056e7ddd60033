@NullMarked
package io.lotledger.api.intake;

import org.jspecify.annotations.NullMarked;
