package io.lotledger.intake.fda.book;

import io.lotledger.intake.fda.row.Cells;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A cooling as rows of Cooling and of Initial Packing name it.
 *
 * @param delivery of the food to the cooler
 * @param day {@code null} if it is not known
 */
public record NamedCooling(Delivery delivery, @Nullable LocalDate day) {
    /** @param date of the cooling */
    public static NamedCooling of(Delivery delivery, Cells.One date) {
        return new NamedCooling(delivery, date.isKnown() ? date.day() : null);
    }

    /** The day as cells have it; empty if it is not known. */
    String date() {
        return day == null ? "" : Cells.date(day);
    }

    /**
     * A food that a farm sent to a place.
     *
     * @param farm URI; empty if it is not known
     * @param to URI; empty if it is not known
     */
    public record Delivery(String farm, String commodity, String variety, String to) {
        public static Delivery of(String farm, Cells.One commodity, Cells.One variety, String to) {
            return new Delivery(farm, commodity.text(), variety.text(), to);
        }

        /** Whether it says enough to be found in the log. */
        boolean isIdentified() {
            return !farm.isEmpty() && !commodity.isEmpty() && !to.isEmpty();
        }
    }
}
