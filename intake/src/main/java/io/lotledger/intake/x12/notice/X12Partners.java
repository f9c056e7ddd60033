package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.element.X12Settings;
import java.util.UUID;

/** How the partners of an organisation write X12. */
@FunctionalInterface
public interface X12Partners {
    /**
     * The settings of a partner, the usual ones if it has none.
     *
     * @param sender sender of the interchange, {@code qualifier:id}
     */
    X12Settings of(UUID organisation, String sender);
}
