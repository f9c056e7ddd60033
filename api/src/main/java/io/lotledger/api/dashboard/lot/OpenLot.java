package io.lotledger.api.dashboard.lot;

import io.lotledger.api.lots.trace.TraceRecords;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.TraceWithUnits;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lot as one page shows it. Its records are read when a part asks for them, and at most once. Serves one request. */
final class OpenLot {
    /** Larger traces are worked out after the page has been drawn. */
    private static final int MOST_LOTS_AT_ONCE = 100;

    private final LotDescription description;
    private final Trace trace;
    private final Instant now;
    private final @Nullable String asOf;
    private final TraceRecords reader;
    private final LotFindings findings;
    private @Nullable ClassifiedTrace records;
    private @Nullable TraceWithUnits withUnits;
    private @Nullable Readiness readiness;
    private @Nullable List<Contact> contacts;
    private @Nullable List<Finding> found;
    private @Nullable List<Finding> others;

    OpenLot(
            LotDescription description,
            Trace trace,
            Instant now,
            @Nullable String asOf,
            TraceRecords reader,
            LotFindings findings) {
        this.description = description;
        this.trace = trace;
        this.now = now;
        this.asOf = asOf;
        this.reader = reader;
        this.findings = findings;
    }

    LotDescription description() {
        return description;
    }

    /** In both directions. */
    Trace trace() {
        return trace;
    }

    /** The time for which the page holds. */
    Instant now() {
        return now;
    }

    /** As the reader asked for it. */
    @Nullable
    String asOf() {
        return asOf;
    }

    boolean isLarge() {
        return trace.nodes().size() > MOST_LOTS_AT_ONCE;
    }

    ClassifiedTrace records() {
        ClassifiedTrace known = records;
        if (known == null) records = known = reader.of(trace);
        return known;
    }

    /** The records, and those of the units without a lot that were made of its lots. */
    TraceWithUnits withUnits() {
        TraceWithUnits known = withUnits;
        if (known == null) withUnits = known = reader.withUnits(records());
        return known;
    }

    Readiness readiness() {
        Readiness known = readiness;
        if (known == null) readiness = known = Readiness.of(records().ctes());
        return known;
    }

    List<Contact> contacts() {
        List<Contact> known = contacts;
        if (known == null) contacts = known = Contact.of(withUnits());
        return known;
    }

    /** Of the lot alone, the worst first. */
    List<Finding> findings() {
        List<Finding> known = found;
        if (known == null) found = known = worstFirst(findings.ofLot(trace.seed(), trace.logPosition(), now).stream());
        return known;
    }

    /** Of the other lots of the trace, the worst first; none of a large trace. */
    List<Finding> findingsOfOthers() {
        List<Finding> known = others;
        if (known == null)
            others = known = isLarge() || trace.nodes().size() == 1
                    ? List.of()
                    : worstFirst(findings.of(trace, now).stream()
                            .filter(finding -> !findings().contains(finding)));
        return known;
    }

    private static List<Finding> worstFirst(Stream<Finding> findings) {
        return findings.distinct()
                .sorted(Comparator.comparing(one -> one.kind().severity()))
                .toList();
    }
}
