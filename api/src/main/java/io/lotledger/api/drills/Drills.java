package io.lotledger.api.drills;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillCompleted;
import io.lotledger.export.drill.DrillHistory;
import io.lotledger.export.drill.DrillList;
import io.lotledger.export.drill.DrillRequests;
import io.lotledger.export.drill.DrillRetention;
import io.lotledger.export.drill.DrillState;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The drills of the caller's organisation. Another organisation's drill is answered like one that does not exist. */
@Component
public class Drills {
    /** Drills of one organisation that may be under way. */
    private static final int MOST_OPEN = 10;

    private final DrillRequests requests;
    private final DrillHistory history;
    private final DrillList list;
    private final DrillRetention retention;
    private final LotNameSearch names;
    private final LotSample sample;
    private final WorkbookStore store;
    private final ReadModels readModels;
    private final ExportPolicy policy;

    Drills(
            DrillRequests requests,
            DrillHistory history,
            DrillList list,
            DrillRetention retention,
            LotNameSearch names,
            LotSample sample,
            WorkbookStore store,
            ReadModels readModels,
            ExportPolicy policy) {
        this.requests = requests;
        this.history = history;
        this.list = list;
        this.retention = retention;
        this.names = names;
        this.sample = sample;
        this.store = store;
        this.readModels = readModels;
        this.policy = policy;
    }

    /** @throws ProblemException 422 with all faults of the order, 409 while too many drills are under way */
    public DrillBody start(Caller caller, DrillOrder order) {
        List<Violation> faults = new ArrayList<>(order.faults());
        Set<UUID> unknown = unknown(caller, Set.copyOf(order.lots().values()));
        order.lots().forEach((path, lot) -> {
            if (unknown.contains(lot))
                faults.add(new Violation(
                        path,
                        "unknown_lot",
                        "no event of your organisation names this lot_id; find lots with /traceability/lots?q=…",
                        ShortUuid.encode(lot)));
        });
        if (!faults.isEmpty()) throw refused(faults);
        if (list.open(caller.organisation()) >= MOST_OPEN)
            throw new ProblemException(
                    409,
                    "urn:lotledger:problem:too-many-drills",
                    "Too many drills",
                    "No drill was started: " + MOST_OPEN
                            + " drills of your organisation are under way, the most at once."
                            + " Start another when one of them has ended.",
                    Map.of("limit", MOST_OPEN));
        Integer random = order.random();
        List<UUID> lots = random == null
                ? order.lots().values().stream().distinct().toList()
                : sample.of(caller.organisation(), random);
        if (lots.isEmpty())
            throw refused(List.of(new Violation(
                    "$.random",
                    "no_lots",
                    "your organisation has no lots yet; capture a document that names one",
                    String.valueOf(random))));
        UUID drill = requests.request(caller.organisation(), lots, random, order.direction(), caller.keyId());
        return find(caller, ShortUuid.encode(drill));
    }

    /** The lots that no event names. Events that were acknowledged a moment ago count; all lots share one wait for them. */
    private Set<UUID> unknown(Caller caller, Set<UUID> lots) {
        Set<UUID> unread = unread(caller, lots);
        if (unread.isEmpty()) return unread;
        try {
            readModels.awaitTrace(readModels.head(), policy.currencyWait());
            return unread(caller, unread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unread;
        }
    }

    private Set<UUID> unread(Caller caller, Set<UUID> lots) {
        if (lots.isEmpty()) return lots;
        Set<UUID> unread = new HashSet<>(lots);
        names.byId(caller.organisation(), lots, Long.MAX_VALUE).keySet().forEach(unread::remove);
        return unread;
    }

    /**
     * The lots that each code names, in any form that {@code GET /traceability/lots?tlc=} takes. A code without a lot is absent, and so is
     * a code with a NUL character, which no event can have.
     */
    public Map<String, List<Lot>> lotsOf(Caller caller, Collection<String> tlcs) {
        List<String> possible = tlcs.stream().filter(tlc -> tlc.indexOf(0) < 0).toList();
        return possible.isEmpty() ? Map.of() : names.byTlc(caller.organisation(), possible, Long.MAX_VALUE);
    }

    /** @throws ProblemException 422 for a malformed id, 404 when the organisation has no such drill */
    public DrillBody find(Caller caller, String drillId) {
        List<DrillHistory.Recorded> events = history.events(id(drillId));
        DrillState drill = DrillHistory.fold(events)
                .filter(found -> found.request().organisation().equals(caller.organisation()))
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no drill with the id '" + drillId
                        + "'. GET /epcis/api/2.0/traceability/drills lists them."));
        DrillCompleted done = drill.completion();
        DrillState before = done == null
                ? null
                : list.completedBefore(drill.request()).flatMap(history::find).orElse(null);
        return DrillBody.of(
                events,
                drill,
                done == null
                        ? null
                        : retention.until(caller.organisation(), done).orElse(null),
                done == null || drill.expiry() != null || !mayDownload(caller) ? null : link(done),
                DrillComparison.of(drill, before));
    }

    private SignedLink link(DrillCompleted done) {
        return store.link(done.objectKey());
    }

    /** Whether the caller may start drills and download their workbooks. */
    public static boolean mayDownload(Caller caller) {
        return caller.roles().contains(Role.EXPORT) || caller.roles().contains(Role.ADMIN);
    }

    /** @param before the log position after the page; the newest come first */
    public List<DrillList.Row> page(Caller caller, long before, int limit) {
        return list.page(caller.organisation(), before, limit);
    }

    private static UUID id(String drillId) {
        try {
            return ShortUuid.decode(drillId);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable(
                    "drill_id",
                    "drill_id: '" + drillId + "' is not valid: " + e.getMessage(),
                    List.of("22 characters of 23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"));
        }
    }

    private static ProblemException refused(List<Violation> faults) {
        Violation first = faults.get(0);
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "The drill is invalid",
                "No drill was started. " + faults.size()
                        + (faults.size() == 1 ? " fault: " : " faults, the first: ") + first.path() + ": "
                        + first.message() + ".",
                Map.of("errors", faults.stream().map(Problems::violation).toList()));
    }
}
