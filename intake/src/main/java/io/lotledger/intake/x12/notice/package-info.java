/** Ship notices (856) and receiving advices (861) of ASC X12 as EPCIS events. */
@NullMarked
package io.lotledger.intake.x12.notice;

import org.jspecify.annotations.NullMarked;
