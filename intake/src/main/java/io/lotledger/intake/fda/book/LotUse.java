package io.lotledger.intake.fda.book;

import io.lotledger.intake.fda.row.Cells;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A lot that a row used, by its code. The row has no column for the source.
 *
 * @param place URI; empty if it is not known
 * @param ownSource the source of the lots that are made at the place
 * @param isMade whether the row makes a lot with this code
 */
public record LotUse(
        Cells.One code,
        String place,
        @Nullable String ownSource,
        @Nullable LocalDate day,
        boolean isMade) {}
