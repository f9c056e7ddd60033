package io.lotledger.intake.fda.row;

import io.lotledger.projections.cte.model.Kde;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The blocks of cells that recur on FDA's tabs; each knows its first column. */
public final class Cells {
    private Cells() {}

    /** The form of a date in FDA's cells, in which {@link CellReader} leaves every date. */
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);

    /** A date as FDA's cells have it. */
    public static String date(LocalDate day) {
        return DATE.format(day);
    }

    public record One(Kde value, int column) {
        public boolean isKnown() {
            return value instanceof Kde.Known;
        }

        public String text() {
            return value instanceof Kde.Known known ? known.text() : "";
        }

        public String written() {
            return Cells.written(value);
        }

        /** The day of a known date. */
        public LocalDate day() {
            return LocalDate.parse(text(), DATE);
        }
    }

    /**
     * A location description.
     *
     * @param parts business name, phone, street, city, state, postal code and country; the last three tabs have no phone
     */
    public record Place(List<One> parts) {
        public One name() {
            return parts.get(0);
        }

        public int column() {
            return name().column();
        }

        public boolean isMissing() {
            return parts.stream().allMatch(part -> part.value().equals(Kde.MISSING));
        }

        /** Whether at least one part is known. */
        public boolean isKnown() {
            return parts.stream().anyMatch(One::isKnown);
        }

        /** The words of the first part that is not applicable, if none is known. */
        public String notApplicable() {
            if (isKnown()) return "";
            return parts.stream()
                    .filter(part -> part.value() instanceof Kde.NotApplicable)
                    .map(One::written)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Product name, brand, commodity, variety, packaging size and style. */
    public record Product(List<One> parts) {
        public One name() {
            return parts.get(0);
        }

        public boolean isKnown() {
            return parts.stream().anyMatch(One::isKnown);
        }
    }

    public record Amount(One amount, One unit) {}

    public record Documents(One type, One number, One type2, One number2) {
        public List<String> key() {
            return List.of(type.text(), number.text(), type2.text(), number2.text());
        }
    }

    public static String written(Kde value) {
        if (value instanceof Kde.Known known) return known.text();
        if (value instanceof Kde.NotApplicable none) {
            return none.reason().isBlank() ? "n/a" : "n/a (" + none.reason() + ")";
        }
        return "";
    }

    /** Reads a row from left to right, in FDA's order of columns. */
    public static final class Cursor {
        private final List<Kde> values;
        private int column;

        public Cursor(FdaRow row) {
            this.values = row.values();
        }

        public One one() {
            return new One(values.get(column), column++);
        }

        public Place place() {
            return new Place(Arrays.asList(one(), one(), one(), one(), one(), one(), one()));
        }

        /** A place without a phone number. */
        public Place address() {
            One name = one();
            One phone = new One(Kde.MISSING, name.column());
            return new Place(Arrays.asList(name, phone, one(), one(), one(), one(), one()));
        }

        public Product product() {
            return new Product(Arrays.asList(one(), one(), one(), one(), one(), one()));
        }

        public Amount amount() {
            return new Amount(one(), one());
        }

        public Documents documents() {
            return new Documents(one(), one(), one(), one());
        }
    }
}
