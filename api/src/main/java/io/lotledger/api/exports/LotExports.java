package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.request.Asker;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Exports of one lot. */
@Component
public class LotExports {
    private final ExportRequests requests;
    private final WorkbookStore store;
    private final FreshLotLookup lots;

    LotExports(ExportRequests requests, WorkbookStore store, FreshLotLookup lots) {
        this.requests = requests;
        this.store = store;
        this.lots = lots;
    }

    /**
     * The subject that these words name, each as it was sent; null for the default.
     *
     * @throws ProblemException 422 for a word that is not allowed, 404 when the organisation has no such lot
     */
    public ExportSubject subject(
            Caller caller,
            String lotId,
            @Nullable String direction,
            @Nullable String format,
            @Nullable String fdaOnly) {
        UUID id = ExportParameters.id("lot_id", lotId);
        Direction traced = ExportParameters.direction(direction);
        WorkbookFormat file = ExportParameters.format(format);
        boolean isFdaOnly = ExportParameters.flag("fda_only", fdaOnly);
        Lot lot = lots.find(caller.organisation(), id)
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no lot with the id '" + lotId
                        + "'. Find its id with GET /epcis/api/2.0/traceability/lots?tlc=."));
        return new ExportSubject(lot, traced, file, isFdaOnly);
    }

    /**
     * The current job, or a new one, as also when the file store has lost the workbook.
     *
     * @param acceptsGaps whether a new job is wanted whatever its records lack
     */
    public ExportRequests.Answer ask(Caller caller, ExportSubject subject, boolean acceptsGaps) {
        Asker asker = new Asker(caller.keyId(), acceptsGaps);
        ExportRequests.Answer answer = requests.ask(subject, asker);
        WorkbookDelivered delivery = answer.job().delivery();
        if (delivery == null || store.mayHold(delivery.objectKey())) return answer;
        return new ExportRequests.Answer(requests.askAfter(answer.job().request(), asker), true);
    }

    /** The current job; empty when {@link #ask} would create one. */
    Optional<ExportRequests.Answer> look(ExportSubject subject) {
        return requests.look(subject);
    }

    JobState askAnew(Caller caller, ExportSubject subject, boolean acceptsGaps) {
        return requests.askAnew(subject, new Asker(caller.keyId(), acceptsGaps));
    }
}
