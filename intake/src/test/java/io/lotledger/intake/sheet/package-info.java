@NullMarked
package io.lotledger.intake.sheet;

import org.jspecify.annotations.NullMarked;
