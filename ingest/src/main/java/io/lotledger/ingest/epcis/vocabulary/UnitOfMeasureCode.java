package io.lotledger.ingest.epcis.vocabulary;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One canonical code per unit of measure: Recommendation 20 repeats the package codes of Recommendation 21 with the
 * prefix X.
 */
public final class UnitOfMeasureCode {
    private static final Set<String> COUNT = Set.of("", "EA", "C62");
    /**
     * Two-letter codes that mean different things in the two recommendations: {@code PR} is a pair, {@code XPR} a
     * plastic receptacle.
     */
    private static final Set<String> AMBIGUOUS = Set.of("PR", "PF");

    private UnitOfMeasureCode() {}

    /** @return empty for a count of instances: no code, {@code EA} or {@code C62} */
    public static String canonical(@Nullable String uom) {
        String code = uom == null ? "" : uom.strip();
        if (COUNT.contains(code)) return "";
        boolean isPackage = code.length() == 3 && code.charAt(0) == 'X' && !AMBIGUOUS.contains(code.substring(1));
        return isPackage ? code.substring(1) : code;
    }
}
