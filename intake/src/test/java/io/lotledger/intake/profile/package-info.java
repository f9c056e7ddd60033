@NullMarked
package io.lotledger.intake.profile;

import org.jspecify.annotations.NullMarked;
