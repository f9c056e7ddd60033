package io.lotledger.api.capture;

import io.lotledger.api.lots.FindingBody;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.cte.findings.FindingChanges;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.tally.Tally;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a checked document would change: new lots, and findings that would come or go. */
@Component
class CheckChanges {
    private static final int MOST_LOTS = 200;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final FindingChanges changes;
    private final MasterDataVersions masterData;
    private final Tally tally;
    private final ReadModels readModels;
    private final Clock clock;

    CheckChanges(
            FindingChanges changes, MasterDataVersions masterData, Tally tally, ReadModels readModels, Clock clock) {
        this.changes = changes;
        this.masterData = masterData;
        this.tally = tally;
        this.readModels = readModels;
        this.clock = clock;
    }

    /**
     * The answer as JSON members. It waits a moment for the tables to reach what was acknowledged, and says when they have not.
     *
     * @param isAll whether these are all events that a capture would add
     */
    Map<String, Object> of(
            UUID organisation, List<EpcisEventCaptured> added, List<MasterDataCaptured> described, boolean isAll) {
        Map<String, Object> body = new LinkedHashMap<>();
        long head = readModels.head();
        boolean isCurrent = await(head);
        long position = isCurrent ? head : Math.min(readModels.position(), head);
        body.put("log_position", position);
        if (!isCurrent) body.put("behind", behind(position, head));
        try {
            List<LotKey> users =
                    tally.lotsMentioning(organisation, masterData.newlyDescribed(organisation, position, described));
            ProposedEvents proposed = new ProposedEvents(events(added, position), described);
            FindingChanges.Changes found =
                    changes.of(organisation, proposed, users, position, clock.instant(), MOST_LOTS);
            put(body, organisation, found, isAll && isCurrent);
        } catch (TraceTooLarge e) {
            body.put("not_examined", e.getMessage());
        }
        return body;
    }

    private boolean await(long head) {
        try {
            return readModels.await(head, LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String behind(long position, long head) {
        return String.format(
                Locale.ENGLISH,
                "The tables of lots have come to log position %,d of %,d: what was captured since is not considered."
                        + " A finding may be untrue; check again later",
                position,
                head);
    }

    private static void put(Map<String, Object> body, UUID organisation, FindingChanges.Changes found, boolean isAll) {
        body.put("new_lots", found.newLots().stream().map(CheckChanges::lot).toList());
        body.put("lots_touched", found.touched());
        body.put("lots_examined", found.examined());
        body.put("complete", isAll && found.examined() == found.touched());
        body.put("new_findings", findings(organisation, found.added()));
        body.put("resolved_findings", findings(organisation, found.resolved()));
    }

    private static List<CapturedEvent> events(List<EpcisEventCaptured> added, long position) {
        List<CapturedEvent> events = new ArrayList<>();
        for (EpcisEventCaptured one : added) {
            events.add(new CapturedEvent(
                    position + 1 + events.size(), EventJson.read(one.document()), one.document(), one.recordTime()));
        }
        return events;
    }

    /** Under the names of {@code GET /traceability/lots/{lot}}. */
    private static Map<String, Object> lot(Lot lot) {
        Gtin gtin = lot.key().gtin();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("lot_id", lot.shortId());
        body.put("class", lot.key().uri());
        body.put("gtin", gtin == null ? null : gtin.value());
        body.put("lot", lot.key().lot());
        body.put("tlc", lot.key().printed());
        return body;
    }

    private static List<FindingBody> findings(UUID organisation, List<Finding> findings) {
        return findings.stream()
                .map(finding -> FindingBody.of(organisation, finding))
                .distinct()
                .toList();
    }
}
