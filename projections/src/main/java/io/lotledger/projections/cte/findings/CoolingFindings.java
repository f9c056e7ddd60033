package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Coolings that a packing names itself and that no event of what was packed records, and coolings that are joined with no
 * harvest. Rows of a spreadsheet name them; in events the cooling is one of the lot that was packed.
 */
final class CoolingFindings {
    private static final String CFR = "1.1325(b)(1)";

    private final LotAnalysis lot;
    private final List<Finding> found = new ArrayList<>();

    CoolingFindings(LotAnalysis lot) {
        this.lot = lot;
    }

    List<Finding> find() {
        for (JoinedTransformation made : lot.transformations()) {
            if (!made.amounts().outputs(lot.lot()).isEmpty() && isPacking(made)) packed(made);
        }
        alone();
        return found.stream().distinct().toList();
    }

    private boolean isPacking(JoinedTransformation made) {
        return lot.interpretation().transformations().classification(made).is(CteKind.INITIAL_PACKING);
    }

    private void packed(JoinedTransformation made) {
        for (ResolvedEvent at : made.events()) {
            if (at.outputs(lot.lot()).isEmpty()) continue;
            for (Extensions received : LotledgerExtension.objects(at.event(), "received")) {
                Optional<String> cooledAt = text(received, "cooledAt");
                if (cooledAt.isEmpty()) continue;
                Optional<String> date = CivilDate.ofText(text(received, "coolingDate")) instanceof Kde.Known known
                        ? Optional.of(known.text())
                        : Optional.empty();
                if (coolings(lots(made, received)).noneMatch(cooling -> isAt(cooling, cooledAt.get(), date)))
                    found.add(missing(at, cooledAt.get(), date));
            }
        }
    }

    private static boolean isAt(ResolvedEvent cooling, String place, Optional<String> date) {
        return Endpoints.same(Endpoints.place(cooling.event()), Optional.of(place))
                && date.filter(day -> !day.equals(CivilDate.text(cooling.event())))
                        .isEmpty();
    }

    /** The inputs that a receipt is about; all of them where its words do not tell. */
    private static Set<LotKey> lots(JoinedTransformation made, Extensions received) {
        String code = TextLot.codeOfHarvest(
                Stream.of("commodity", "variety", "growingAreaName", "containerName", "harvestDate")
                        .flatMap(name -> text(received, name).stream()));
        Set<LotKey> all = made.inputs().stream().map(LotAmount::lot).collect(Collectors.toSet());
        Set<LotKey> named = all.stream()
                .filter(input -> TextLot.code(input.uri()).filter(code::equals).isPresent())
                .collect(Collectors.toSet());
        return named.isEmpty() ? all : named;
    }

    private Stream<ResolvedEvent> coolings(Set<LotKey> lots) {
        return lots.stream()
                .flatMap(one -> lot.interpretation().history().of(one).stream().filter(at -> isCooling(at, one)));
    }

    private boolean isCooling(ResolvedEvent at, LotKey of) {
        return at.subjects().contains(of)
                && lot.interpretation().classifier().of(at, of).is(CteKind.COOLING);
    }

    private Finding missing(ResolvedEvent at, String cooledAt, Optional<String> date) {
        String place =
                lot.interpretation().places().name(cooledAt) instanceof Kde.Known known ? known.text() : cooledAt;
        return lot.finding(
                        FindingKind.UNMATCHED_COOLING,
                        List.of(at),
                        "The packing names a cooling at " + place
                                + date.map(day -> " on " + day).orElse("")
                                + ", and no event of what was packed records it, so the lot has no row on Cooling."
                                + " Capture the row of Cooling with the same place, date, farm and food; if it was captured"
                                + " before the packing, capture its file again with ?replaces= and the captureID of the stored"
                                + " row.",
                        CFR,
                        date.<Map<String, Object>>map(day -> Map.of("location", cooledAt, "date", day))
                                .orElseGet(() -> Map.of("location", cooledAt)))
                .asking(lot.describe(List.of(cooledAt)));
    }

    /** A cooling alone is a lot that no workbook of another lot has. */
    private void alone() {
        List<ResolvedEvent> own = lot.interpretation().history().of(lot.lot());
        if (own.isEmpty() || !TextLot.isOfRow(lot.lot().uri())) return;
        if (!own.stream().allMatch(at -> isCooling(at, lot.lot()))) return;
        found.add(lot.finding(
                FindingKind.UNMATCHED_COOLING,
                own,
                "The cooling is joined with no harvest, so no packed lot has its row on Cooling. Capture the row of"
                        + " Harvesting or of Initial Packing that names it, and then the file of the cooling again with"
                        + " ?replaces= and the captureID of the stored row.",
                CFR,
                Map.of()));
    }

    private static Optional<String> text(Extensions received, String name) {
        return received.textByLocalName(name)
                .flatMap(written ->
                        Kde.written(written) instanceof Kde.Known known ? Optional.of(known.text()) : Optional.empty());
    }
}
