package io.lotledger.projections.lineage.facts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One code for all the codes of a unit of measure: Recommendation 20 repeats the packages of Recommendation 21 with an X before them. */
public final class UnitOfMeasureCode {
    private static final Set<String> COUNT = Set.of("", "EA", "C62");
    /** Codes of one letter pair that mean different things in the two recommendations: {@code PR} is a pair, {@code XPR} a plastic receptacle. */
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
