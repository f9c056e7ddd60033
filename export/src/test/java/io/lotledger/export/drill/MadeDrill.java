package io.lotledger.export.drill;

import io.lotledger.export.drill.DrillCommand.CompleteDrill;
import io.lotledger.export.drill.DrillFindings.Call;
import io.lotledger.export.drill.DrillFindings.GapGroup;
import io.lotledger.export.drill.DrillFindings.LotScore;
import io.lotledger.export.job.Romaine;
import io.lotledger.projections.lineage.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A drill of one lot of romaine, and what happens to it. */
final class MadeDrill {
    static final UUID DRILL = UUID.fromString("5d0c6a52-7f0e-4c1b-9a53-0d5b6c1e2f30");
    static final Instant ASKED = Romaine.ASKED;
    static final String KEY = "drills/" + Romaine.ORGANISATION + "/DrillOfRomaine/1.xlsx";

    private MadeDrill() {}

    static DrillRequested requested() {
        return new DrillRequested(
                DRILL, Romaine.ORGANISATION, List.of(Romaine.LOT.id()), 1, Direction.BOTH, "k7", ASKED, 4711);
    }

    static DrillStarted started(int attempt) {
        return new DrillStarted(DRILL, Romaine.ORGANISATION, attempt, ASKED.plusSeconds(attempt));
    }

    static DrillFindings findings() {
        return new DrillFindings(
                0.75,
                1,
                0.5,
                3,
                1,
                List.of(new LotScore(Romaine.LOT.id(), "(01)09506000134352(10)ROM-7", 0.75, 1)),
                List.of(new GapGroup(
                        "Shipping",
                        "Immediate subsequent recipient",
                        "Recipient Phone Number",
                        "21 CFR 1.1340(a)(4)",
                        1,
                        "9506000134369",
                        "Monterey Leaf Packers",
                        null,
                        "urn:uuid:1f1c5d5e-0000-4000-8000-000000000001")),
                0,
                List.of(new Call("consignee", "9506000134369", "Monterey Leaf Packers", "+1 831 555 0145", 2)),
                0);
    }

    static CompleteDrill complete(int attempt) {
        return new CompleteDrill(
                DRILL, attempt, KEY, "mock-recall_1-lot_both_2026-11-23.xlsx", Romaine.SHA256, 23_456, 5, findings());
    }

    static DrillCompleted completed() {
        return new DrillCompleted(
                DRILL,
                Romaine.ORGANISATION,
                1,
                KEY,
                "mock-recall_1-lot_both_2026-11-23.xlsx",
                Romaine.SHA256,
                23_456,
                5,
                3.5,
                findings(),
                ASKED.plusMillis(3_500));
    }

    static DrillFailed failed() {
        return new DrillFailed(
                DRILL,
                Romaine.ORGANISATION,
                1,
                "trace_too_large",
                "The trace has 2,000,000 rows.",
                ASKED.plusSeconds(3));
    }

    static DrillWorkbookExpired expired() {
        return new DrillWorkbookExpired(
                DRILL, Romaine.ORGANISATION, ASKED.plusMillis(3_500).plus(Duration.ofDays(90)));
    }
}
