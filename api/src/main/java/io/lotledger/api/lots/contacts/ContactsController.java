package io.lotledger.api.lots.contacts;

import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.LotParameters;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.lots.trace.TraceRecords;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom to call about a lot: the places that lots of its trace went to or came from. */
@RestController
class ContactsController {
    private final TraceLookup traces;
    private final AsOf asOf;
    private final TraceRecords records;
    private final LotDescriptions descriptions;
    private final RecordTimes recordTimes;

    ContactsController(
            TraceLookup traces,
            AsOf asOf,
            TraceRecords records,
            LotDescriptions descriptions,
            RecordTimes recordTimes) {
        this.traces = traces;
        this.asOf = asOf;
        this.records = records;
        this.descriptions = descriptions;
        this.recordTimes = recordTimes;
    }

    @GetMapping("/epcis/api/2.0/traceability/lots/{lot}/contacts")
    ResponseEntity<ContactsBody> contacts(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        UUID organisation = caller.organisation();
        Direction traced = LotParameters.direction(direction);
        Lot known = traces.lot(organisation, lot);
        Trace trace = traces.trace(known, traced, asOf.position(organisation, asOfText));
        List<Contact> contacts = Contact.of(records.withUnits(records.of(trace)));
        Instant recordTime = recordTimes.at(organisation, trace.logPosition()).orElse(null);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(trace.logPosition()))
                .body(ContactsBody.of(trace, recordTime, contacts, described(trace, contacts)));
    }

    private Map<String, LotDescription> described(Trace trace, List<Contact> contacts) {
        Set<String> named = contacts.stream()
                .flatMap(contact -> contact.lines().stream())
                .map(line -> line.lot().uri())
                .collect(Collectors.toSet());
        List<Lot> lots = trace.nodes().stream()
                .map(Trace.Node::lot)
                .filter(lot -> named.contains(lot.key().uri()))
                .toList();
        return descriptions.of(lots, trace.logPosition()).stream()
                .collect(Collectors.toMap(lot -> lot.lot().key().uri(), Function.identity()));
    }
}
