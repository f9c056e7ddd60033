@NullMarked
package io.lotledger.intake.fda;

import org.jspecify.annotations.NullMarked;
