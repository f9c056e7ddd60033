package io.lotledger.api.exports;

import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.request.Asker;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Checks an order for one workbook of several lots, and makes its job. */
@Component
public class ExportOrders {
    private final ExportRequests requests;
    private final FreshNameLookup names;
    private final ReadModels readModels;

    ExportOrders(ExportRequests requests, FreshNameLookup names, ReadModels readModels) {
        this.requests = requests;
        this.names = names;
        this.readModels = readModels;
    }

    /** What became of an order. */
    public sealed interface Outcome {
        record Accepted(JobState job) implements Outcome {}

        /** No job was created. */
        record Refused(List<Violation> faults) implements Outcome {}

        /** No job was created: the tables do not have some of the names yet. */
        record Behind(long position, long head) implements Outcome {}
    }

    /** A repeated order returns the job that is under way. */
    Outcome ask(Caller caller, ExportOrder order, boolean acceptsGaps) {
        Asker asker = new Asker(caller.keyId(), acceptsGaps);
        return ask(caller, order, subject -> requests.askOnce(subject, asker));
    }

    /** An order that carries the head of the log at its opening makes one job, however often it is sent. */
    public Outcome askSince(Caller caller, ExportOrder order, long position, boolean acceptsGaps) {
        Asker asker = new Asker(caller.keyId(), acceptsGaps);
        return ask(caller, order, subject -> requests.askSince(subject, asker, position));
    }

    /** All faults of an order, for which no job is made; an order without faults has an empty list of them. */
    public Outcome check(Caller caller, ExportOrder order) {
        List<Violation> faults = new ArrayList<>(order.faults());
        if (!order.isTooLong()) {
            Optional<List<Violation>> unknown = names.unknown(caller.organisation(), order);
            if (unknown.isEmpty()) return new Outcome.Behind(readModels.tracePosition(), readModels.head());
            faults.addAll(unknown.get());
        }
        return new Outcome.Refused(faults);
    }

    private Outcome ask(Caller caller, ExportOrder order, Function<ExportSubject, JobState> request) {
        Outcome checked = check(caller, order);
        if (!(checked instanceof Outcome.Refused refused) || !refused.faults().isEmpty()) return checked;
        return new Outcome.Accepted(request.apply(new ExportSubject(
                caller.organisation(),
                new ExportSubject.Seeds.Chosen(order.criteria()),
                order.direction(),
                order.format(),
                order.fdaOnly())));
    }
}
