package io.lotledger.intake.fda;

import io.lotledger.projections.cte.model.Kde;
import java.util.Arrays;
import java.util.List;

/** The blocks of cells that recur on FDA's tabs; each knows its first column. */
final class Cells {
    private Cells() {}

    record One(Kde value, int column) {
        boolean isKnown() {
            return value instanceof Kde.Known;
        }

        String text() {
            return value instanceof Kde.Known known ? known.text() : "";
        }

        String written() {
            return Cells.written(value);
        }
    }

    /**
     * A location description.
     *
     * @param parts business name, phone, street, city, state, postal code and country; the last three tabs have no phone
     */
    record Place(List<One> parts) {
        One name() {
            return parts.get(0);
        }

        int column() {
            return name().column();
        }

        boolean isMissing() {
            return parts.stream().allMatch(part -> part.value().equals(Kde.MISSING));
        }

        /** Whether at least one part is known. */
        boolean isKnown() {
            return parts.stream().anyMatch(One::isKnown);
        }

        /** The words of the first part that is not applicable, if none is known. */
        String notApplicable() {
            if (isKnown()) return "";
            return parts.stream()
                    .filter(part -> part.value() instanceof Kde.NotApplicable)
                    .map(One::written)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Product name, brand, commodity, variety, packaging size and style. */
    record Product(List<One> parts) {
        One name() {
            return parts.get(0);
        }

        boolean isKnown() {
            return parts.stream().anyMatch(One::isKnown);
        }
    }

    record Amount(One amount, One unit) {}

    record Documents(One type, One number, One type2, One number2) {
        List<String> key() {
            return List.of(type.text(), number.text(), type2.text(), number2.text());
        }
    }

    static String written(Kde value) {
        if (value instanceof Kde.Known known) return known.text();
        if (value instanceof Kde.NotApplicable none) {
            return none.reason().isBlank() ? "n/a" : "n/a (" + none.reason() + ")";
        }
        return "";
    }

    /** Reads a row from left to right, in FDA's order of columns. */
    static final class Cursor {
        private final FdaRow row;
        private int column;

        Cursor(FdaRow row) {
            this.row = row;
        }

        One one() {
            return new One(row.values()[column], column++);
        }

        Place place() {
            return new Place(Arrays.asList(one(), one(), one(), one(), one(), one(), one()));
        }

        /** A place without a phone number. */
        Place address() {
            One name = one();
            One phone = new One(Kde.MISSING, name.column());
            return new Place(Arrays.asList(name, phone, one(), one(), one(), one(), one()));
        }

        Product product() {
            return new Product(Arrays.asList(one(), one(), one(), one(), one(), one()));
        }

        Amount amount() {
            return new Amount(one(), one());
        }

        Documents documents() {
            return new Documents(one(), one(), one(), one());
        }
    }
}
