package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.event.Senders;
import io.lotledger.api.dashboard.lineage.EventEvidence.Correction;
import io.lotledger.api.dashboard.lineage.EventEvidence.Line;
import io.lotledger.api.lots.picture.QuantitySum;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.EventLinks;
import io.lotledger.projections.lineage.evidence.EventLinks.Declared;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events that state a line of a lineage, or that made a lot, with their origin and their corrections. */
@Component
public class LineageEvidence {
    private static final int MOST_EVENTS = 5;
    private static final int MOST_LINES = 30;

    private final EventLinks links;
    private final CapturedEvents captured;
    private final MasterDataVersions masterData;
    private final EventLog log;
    private final Senders senders;

    LineageEvidence(
            JdbcClient jdbc, CapturedEvents captured, MasterDataVersions masterData, EventLog log, Senders senders) {
        this.links = new EventLinks(jdbc);
        this.captured = captured;
        this.masterData = masterData;
        this.log = log;
        this.senders = senders;
    }

    /** The events that state that one lot was used to make another, those in force first. */
    List<EventEvidence> ofLine(UUID organisation, LotKey from, LotKey to, long logPosition) {
        List<Long> positions = links.between(organisation, from.idIn(organisation), to.idIn(organisation), logPosition);
        return of(organisation, positions, new HashSet<>(List.of(from.uri(), to.uri())), logPosition);
    }

    /** The events that made the lot. */
    List<EventEvidence> ofLot(UUID organisation, LotKey lot, long logPosition) {
        return of(
                organisation,
                links.making(organisation, lot.idIn(organisation), logPosition, MOST_EVENTS),
                Set.of(lot.uri()),
                logPosition);
    }

    private List<EventEvidence> of(
            UUID organisation, List<Long> positions, Collection<String> selected, long logPosition) {
        List<CapturedEvent> events =
                captured.at(positions.stream().limit(MOST_EVENTS).toList());
        MasterData known = masterData.knownAt(
                organisation,
                Long.MAX_VALUE,
                events.stream().map(CapturedEvent::event).toList(),
                List.of());
        Map<String, List<Declared>> declared = links.declarations(
                organisation,
                events.stream().map(event -> event.event().eventID()).toList());
        return events.stream()
                .map(event -> evidence(
                        organisation,
                        event,
                        known,
                        declared.getOrDefault(event.event().eventID(), List.of()),
                        selected,
                        logPosition))
                .toList();
    }

    private EventEvidence evidence(
            UUID organisation,
            CapturedEvent event,
            MasterData known,
            List<Declared> declared,
            Collection<String> selected,
            long logPosition) {
        EventFields fields = event.event().fields();
        Instant recordTime = event.recordTime();
        String captureID = log.find(organisation, event.event().eventID())
                .map(EpcisEventCaptured::captureID)
                .orElse(null);
        List<Line> lines = lines(event.event(), selected);
        String place = fields.bizLocation() != null ? fields.bizLocation() : fields.readPoint();
        return new EventEvidence(
                event.event().eventID(),
                step(event.event()),
                event.event().eventTime().atOffset(ZoneOffset.of(fields.eventTimeZoneOffset())),
                place == null
                        ? null
                        : known.location(place)
                                .first("name", "organizationName", "partyName")
                                .orElse(place),
                lines.subList(0, Math.min(MOST_LINES, lines.size())),
                Math.max(0, lines.size() - MOST_LINES),
                event.position(),
                recordTime,
                EventHash.ofBare(event.document()).uri(),
                captureID,
                captureID == null
                        ? null
                        : senders.nameOf(organisation, captureID).orElse(null),
                declared.stream().anyMatch(one -> one.position() <= logPosition),
                declared.stream()
                        .map(one ->
                                new Correction(one.position(), one.declared(), one.reason(), one.correctiveEventIds()))
                        .toList(),
                event.document());
    }

    private static String step(EpcisEvent event) {
        String step = event.fields().bizStep();
        if (step == null) return event instanceof TransformationEvent ? "Transformation" : event.type();
        return Show.words(step);
    }

    private static List<Line> lines(EpcisEvent event, Collection<String> selected) {
        List<Line> lines = new ArrayList<>();
        if (event instanceof TransformationEvent made) {
            add(lines, "in", made.inputQuantityList(), made.inputEPCList(), selected);
            add(lines, "out", made.outputQuantityList(), made.outputEPCList(), selected);
        } else {
            add(lines, "of", event.quantities(), event.epcs(), selected);
        }
        return lines;
    }

    private static void add(
            List<Line> lines,
            String side,
            List<QuantityElement> quantities,
            List<String> epcs,
            Collection<String> selected) {
        for (QuantityElement element : quantities) {
            lines.add(line(
                    side,
                    element.epcClass(),
                    QuantitySum.text(new Amount(element.quantity(), element.uom())),
                    selected));
        }
        Map<String, Integer> serials = new LinkedHashMap<>();
        for (String epc : epcs) {
            serials.merge(LotKey.ofSerial(epc).map(LotKey::uri).orElse(epc), 1, Integer::sum);
        }
        serials.forEach(
                (uri, count) -> lines.add(line(side, uri, count == 1 ? "1 serial" : count + " serials", selected)));
    }

    private static Line line(String side, String uri, String quantity, Collection<String> selected) {
        LotKey lot = LotKey.of(uri).orElse(null);
        String code = lot == null ? uri : lot.lot() == null ? lot.printed() : lot.lot();
        return new Line(
                side,
                code,
                uri,
                quantity.isEmpty() ? "not stated" : quantity,
                lot != null && selected.contains(lot.uri()));
    }
}
