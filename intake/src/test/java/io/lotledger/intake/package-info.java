@NullMarked
package io.lotledger.intake;

import org.jspecify.annotations.NullMarked;
