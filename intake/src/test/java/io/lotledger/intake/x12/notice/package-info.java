@NullMarked
package io.lotledger.intake.x12.notice;

import org.jspecify.annotations.NullMarked;
