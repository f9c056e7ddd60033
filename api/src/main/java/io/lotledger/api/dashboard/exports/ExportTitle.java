package io.lotledger.api.dashboard.exports;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.ingest.epcis.identifier.ElementString;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an export is about, in words. */
final class ExportTitle {
    private ExportTitle() {}

    /** {@code MLP306A}, or {@code 2 lot codes and 1 GTIN}. */
    static String of(ExportRequested request) {
        LotCriteria criteria = request.criteria();
        return criteria == null ? ofLot(request.lot()) : of(criteria);
    }

    /** The lot's own code where its URI has one. */
    static String ofLot(@Nullable String uri) {
        if (uri == null) return "several lots";
        return LotKey.of(uri).map(LotKey::lot).filter(lot -> !lot.isBlank()).orElse(uri);
    }

    /** The one lot code or GTIN that the request names, with what it was taken for; how many of each otherwise. */
    static String of(LotCriteria criteria) {
        if (!criteria.namesLots()) return "all lots of a period";
        int names = criteria.tlcs().size()
                + criteria.lots().size()
                + criteria.gtins().size();
        if (names == 1 && !criteria.tlcs().isEmpty())
            return asTaken(criteria.tlcs().get(0));
        if (names == 1 && !criteria.gtins().isEmpty())
            return "GTIN " + criteria.gtins().get(0);
        String several = Stream.of(
                        counted(criteria.tlcs().size(), "lot code"),
                        counted(criteria.lots().size(), "lot"),
                        counted(criteria.gtins().size(), "GTIN"))
                .flatMap(words -> words)
                .collect(Collectors.joining(", "));
        int last = several.lastIndexOf(", ");
        return last < 0 ? several : several.substring(0, last) + " and " + several.substring(last + 2);
    }

    private static String asTaken(String tlc) {
        return ElementString.parse(tlc)
                .flatMap(ElementString::shortGtin)
                .flatMap(Gtin::of)
                .map(gtin -> tlc + ", taken for GTIN " + gtin.value())
                .orElse(tlc);
    }

    private static Stream<String> counted(int number, String noun) {
        if (number == 0) return Stream.empty();
        return Stream.of(number + " " + noun + (number == 1 ? "" : "s"));
    }

    static String of(Direction direction) {
        return switch (direction) {
            case BOTH -> "both directions";
            case BACKWARD -> "what it came of";
            case FORWARD -> "what it went into";
        };
    }

    /** The same for a word of the contract. */
    static String direction(String word) {
        return Direction.ofWord(word).map(ExportTitle::of).orElse(word);
    }
}
