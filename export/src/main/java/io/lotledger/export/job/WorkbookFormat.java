package io.lotledger.export.job;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of file an export is. */
public enum WorkbookFormat {
    /** Office Open XML, sheet by sheet as FDA's template. */
    XLSX;

    /** The media type of {@link #XLSX}, as a constant for annotations. */
    public static final String XLSX_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** The word of the HTTP contract and the file's extension: {@code xlsx}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The media type of HTTP. */
    public String contentType() {
        return XLSX_CONTENT_TYPE;
    }

    public static Optional<WorkbookFormat> ofWord(String word) {
        return Stream.of(values()).filter(f -> f.word().equals(word)).findFirst();
    }
}
