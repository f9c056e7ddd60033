package io.lotledger.export.source;

import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.ExportSubject.Seeds.Chosen;
import io.lotledger.export.job.ExportSubject.Seeds.OneLot;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/** Scores what an export would show, without writing it: how complete the records of its trace are, and whom to call about them. */
public final class TraceScores {
    private final LotSelection selection;
    private final LotLineage lineage;
    private final Evidence evidence;

    public TraceScores(LotSelection selection, LotLineage lineage, Evidence evidence) {
        this.selection = selection;
        this.lineage = lineage;
        this.evidence = evidence;
    }

    /**
     * The score of a trace.
     *
     * @param seeds where it begins
     * @param tracedLots count of its lots, with the seeds
     */
    public record Scored(List<Lot> seeds, long tracedLots, Readiness readiness, List<Contact> contacts) {
        public Scored {
            seeds = List.copyOf(seeds);
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * @param logPosition that the read models cover
     * @return empty when the subject selects no lot
     * @throws TraceTooLarge when the trace has more lots than the ceiling
     */
    public Optional<Scored> of(ExportSubject subject, long logPosition) {
        List<Lot> seeds = seeds(subject, logPosition);
        if (seeds.isEmpty()) return Optional.empty();
        var trace = lineage.trace(seeds, subject.direction(), logPosition);
        ClassifiedTrace classified = ClassifiedTrace.of(evidence.of(trace));
        List<Contact> contacts = Contact.of(classified, UnitMovements.of(trace, evidence));
        return Optional.of(new Scored(seeds, trace.nodes().size(), Readiness.of(classified.ctes()), contacts));
    }

    private List<Lot> seeds(ExportSubject subject, long logPosition) {
        if (subject.seeds() instanceof OneLot one) return List.of(one.lot());
        Chosen chosen = (Chosen) subject.seeds();
        return selection
                .of(subject.organisation(), chosen.criteria(), logPosition)
                .lots();
    }
}
