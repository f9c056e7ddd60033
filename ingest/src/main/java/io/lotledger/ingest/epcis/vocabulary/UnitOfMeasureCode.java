package io.lotledger.ingest.epcis.vocabulary;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One canonical code per unit of measure: a package's of Recommendation 21, without the prefix X of Recommendation 20. */
public final class UnitOfMeasureCode {
    private static final Set<String> COUNT = Set.of("", "EA", "C62");

    private UnitOfMeasureCode() {}

    /** @return empty for a count of instances: no code, {@code EA} or {@code C62} */
    public static String canonical(@Nullable String uom) {
        String code = uom == null ? "" : uom.strip();
        if (COUNT.contains(code)) return "";
        if (code.length() != 3 || code.charAt(0) != 'X') return code;
        String bare = code.substring(1);
        return UnitCode.synonyms(code).contains(bare) ? bare : code;
    }
}
