package io.lotledger.intake.fda.row;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.fda.FdaColumn;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the example row of a template shows: FDA's own example where the heading has one. */
public final class ExampleCells {
    private static final Pattern OF_FDA = Pattern.compile("\\(e\\.g\\., ([^,()]+)");

    private ExampleCells() {}

    public static String of(FdaColumn<?> column) {
        String title = column.title().toLowerCase(Locale.ROOT);
        if (CellReader.isDate(column)) return "11/03/2026";
        if (CellReader.isAmount(column)) return "40";
        if (CellReader.isUnit(column)) return "cases";
        if (column.kde() == KeyDataElement.TRACEABILITY_LOT_CODE) return "BF0901-D";
        if (column.kde() == KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE_REFERENCE) return "n/a";
        if (column.kde() == KeyDataElement.REFERENCE_DOCUMENT) return document(title);
        if (column.conditional()) return "n/a";
        Matcher example = OF_FDA.matcher(column.heading());
        if (example.find()) return example.group(1).strip();
        return place(title);
    }

    private static String document(String title) {
        if (title.endsWith("2")) return "n/a";
        return title.endsWith("type") ? "Bill of Lading" : "BOL 17";
    }

    private static String place(String title) {
        if (title.contains("phone")) return "831-555-0100";
        if (title.contains("street")) return "1200 Abbott Street";
        if (title.endsWith("city")) return "Salinas";
        if (title.contains("state")) return "CA";
        if (title.contains("postal")) return "93901";
        if (title.endsWith("country")) return "US";
        if (title.contains("business name") || title.contains("farm that") || title.contains("place of purchase")) {
            return "Valley Packing LLC";
        }
        if (title.contains("packaging size")) return "12 x 3 ct";
        if (title.contains("packaging style")) return "Carton";
        if (title.contains("field")) return "Field 7";
        if (title.contains("container")) return "n/a";
        return "Romaine Hearts";
    }
}
