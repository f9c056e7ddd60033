package io.lotledger.api.dashboard.event;

import io.lotledger.api.dashboard.BidiControls;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.event.EventPage.Declaration;
import io.lotledger.api.dashboard.event.EventPage.Document;
import io.lotledger.api.dashboard.event.EventPage.Party;
import io.lotledger.api.dashboard.event.EventPage.Reading;
import io.lotledger.api.dashboard.event.EventPage.Thing;
import io.lotledger.api.dashboard.event.EventPage.Where;
import io.lotledger.api.dashboard.lot.Amounts;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ErrorDeclaration;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.cte.table.ReadEvents;
import io.lotledger.projections.cte.table.ReadEvents.ReadAs;
import io.lotledger.projections.index.ErrorDeclarations;
import io.lotledger.projections.index.ErrorDeclarations.Declared;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.index.IndexedEvents;
import io.lotledger.projections.index.IndexedEvents.IndexedEvent;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what is recorded of an event: the event, its error declarations, and where it came from. */
@Component
class EventPages {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int MOST_THINGS = 200;
    private static final int MOST_CHARACTERS = 60_000;
    /** Numbers keep their digits. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Types of CBV 2.0 §7.3 in words. */
    private static final Map<String, String> DOCUMENTS = Map.ofEntries(
            Map.entry("bol", "Bill of lading"),
            Map.entry("cert", "Certificate"),
            Map.entry("desadv", "Despatch advice"),
            Map.entry("inv", "Invoice"),
            Map.entry("pedigree", "Pedigree"),
            Map.entry("po", "Purchase order"),
            Map.entry("poc", "Purchase order confirmation"),
            Map.entry("prodorder", "Production order"),
            Map.entry("recadv", "Receiving advice"),
            Map.entry("rma", "Return authorisation"),
            Map.entry("testprd", "Test procedure"),
            Map.entry("testres", "Test result"),
            Map.entry("upevt", "Upstream event"));

    private final EventLog log;
    private final ErrorDeclarations declarations;
    private final MasterDataVersions masterData;
    private final IndexedEvents index;
    private final Senders senders;
    private final ReadModels readModels;
    private final ReadEvents readEvents;

    EventPages(
            EventLog log,
            ErrorDeclarations declarations,
            MasterDataVersions masterData,
            JdbcClient jdbc,
            Senders senders,
            ReadModels readModels) {
        this.log = log;
        this.declarations = declarations;
        this.masterData = masterData;
        this.index = new IndexedEvents(jdbc);
        this.senders = senders;
        this.readModels = readModels;
        this.readEvents = new ReadEvents(jdbc);
    }

    /** 404 for an event of another organisation, and where only a declaration is known. */
    EventPage of(UUID organisation, String sentId) throws InterruptedException {
        readModels.await(EventIndexProjection.NAME, readModels.head(), LONGEST_WAIT);
        Optional<EpcisEventCaptured> found = log.find(organisation, sentId);
        String eventId = found.isPresent() ? sentId : CanonicalUri.eventID(sentId);
        EpcisEventCaptured captured = found.or(() -> log.find(organisation, eventId))
                .orElseThrow(() -> ProblemException.notFound(
                        declarations.of(organisation, eventId).isEmpty()
                                ? "No event of your organisation has the id '" + eventId + "'."
                                : "The event '" + eventId
                                        + "' was declared an error, but it has never been captured."));
        @Nullable
        IndexedEvent indexed = index.find(organisation, List.of(eventId)).get(eventId);
        EpcisEvent event = read(captured.document(), indexed == null ? 0 : indexed.position());
        EventFields fields = event.fields();
        MasterData known = masterData.knownAt(organisation, Long.MAX_VALUE, List.of(event), List.of());
        List<Thing> what = what(organisation, event);
        List<ReadAs> readings = readEvents.of(organisation, eventId);
        String json = BidiControls.escaped(
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(captured.document())));
        return new EventPage(
                eventId,
                title(event),
                event.type(),
                action(event),
                event.eventTime().atOffset(ZoneOffset.of(fields.eventTimeZoneOffset())),
                captured.recordTime(),
                fields.bizStep(),
                fields.disposition(),
                what.subList(0, Math.min(MOST_THINGS, what.size())),
                Math.max(0, what.size() - MOST_THINGS),
                readings.stream()
                        .limit(MOST_THINGS)
                        .map(one -> reading(organisation, one))
                        .toList(),
                Math.max(0, readings.size() - MOST_THINGS),
                where(fields, known),
                who(fields, known),
                fields.bizTransactionList().stream()
                        .map(document -> new Document(
                                document.type() == null
                                        ? ""
                                        : DOCUMENTS.getOrDefault(document.type(), Show.words(document.type())),
                                ReadEvents.documentNumber(document),
                                document.bizTransaction()))
                        .toList(),
                fields.sensorElementList().size(),
                indexed == null ? null : indexed.position(),
                captured.captureID(),
                senders.nameOf(organisation, captured.captureID()).orElse(null),
                EventHash.ofBare(captured.document()).uri(),
                json.substring(0, Math.min(MOST_CHARACTERS, json.length())),
                json.length(),
                json.length() > MOST_CHARACTERS,
                declarations.of(organisation, eventId).stream()
                        .map(EventPages::declaration)
                        .toList(),
                declarations.correctedBy(organisation, eventId));
    }

    private static Reading reading(UUID organisation, ReadAs read) {
        return new Reading(
                ShortUuid.encode(read.lot().idIn(organisation)),
                read.lot().printed(),
                read.cte().equals("none")
                        ? "no critical tracking event"
                        : Show.words(read.cte().replaceAll("(?<=\\p{Lower})(?=\\p{Upper})", " ")),
                read.reason());
    }

    private static EpcisEvent read(String document, long position) {
        try {
            return EventJson.read(document);
        } catch (RuntimeException e) { // the entry can be read, and the document in it cannot
            throw new DamagedEntryException(position, e);
        }
    }

    private static Declaration declaration(Declared declared) {
        ErrorDeclaration said = read(declared.declaration().document(), declared.position())
                .fields()
                .errorDeclaration();
        return new Declaration(
                said == null ? null : said.declarationTime(),
                declared.declaration().recordTime(),
                declared.position(),
                said == null || said.reason() == null ? null : Show.words(said.reason()),
                said == null ? List.of() : said.correctiveEventIDs());
    }

    private static List<Thing> what(UUID organisation, EpcisEvent event) {
        List<Thing> things = new ArrayList<>();
        if (event instanceof TransformationEvent made) {
            add(things, organisation, "in", made.inputQuantityList(), made.inputEPCList());
            add(things, organisation, "out", made.outputQuantityList(), made.outputEPCList());
            return things;
        }
        @Nullable String parent = parent(event);
        if (parent != null) things.add(thing(organisation, "parent", parent, ""));
        List<String> children = parent == null
                ? event.epcs()
                : event.epcs().subList(1, event.epcs().size());
        add(things, organisation, parent == null ? "" : "child", event.quantities(), children);
        return things;
    }

    private static @Nullable String parent(EpcisEvent event) {
        if (event instanceof AggregationEvent packed) return packed.parentID();
        if (event instanceof AssociationEvent joined) return joined.parentID();
        return event instanceof TransactionEvent papers ? papers.parentID() : null;
    }

    private static void add(
            List<Thing> things, UUID organisation, String side, List<QuantityElement> quantities, List<String> epcs) {
        for (QuantityElement element : quantities) {
            String quantity =
                    element.quantity() == null ? "not stated" : Amounts.words(element.quantity(), element.uom());
            things.add(thing(organisation, side, element.epcClass(), quantity));
        }
        for (String epc : epcs) things.add(thing(organisation, side, epc, ""));
    }

    private static Thing thing(UUID organisation, String side, String uri, String quantity) {
        Optional<LotKey> lot = quantity.isEmpty() ? LotKey.ofSerial(uri) : LotKey.of(uri);
        String code = quantity.isEmpty() || lot.isEmpty() || lot.get().lot() == null
                ? uri
                : lot.get().printed();
        return new Thing(
                side,
                code,
                uri,
                quantity,
                lot.map(key -> ShortUuid.encode(key.idIn(organisation))).orElse(null));
    }

    private static List<Where> where(EventFields fields, MasterData known) {
        List<Where> places = new ArrayList<>();
        if (fields.bizLocation() != null)
            places.add(new Where(
                    "Business location",
                    name(known, fields.bizLocation()),
                    fields.bizLocation(),
                    gln(fields.bizLocation())));
        if (fields.readPoint() != null)
            places.add(new Where(
                    "Read point", name(known, fields.readPoint()), fields.readPoint(), gln(fields.readPoint())));
        return places;
    }

    private static List<Party> who(EventFields fields, MasterData known) {
        List<Party> parties = new ArrayList<>();
        add(parties, "From", fields.sourceList(), known);
        add(parties, "To", fields.destinationList(), known);
        return parties;
    }

    private static void add(List<Party> parties, String side, List<SourceDestination> list, MasterData known) {
        for (SourceDestination one : list)
            parties.add(new Party(
                    side + ", " + Show.words(one.type()).toLowerCase(Locale.ROOT),
                    name(known, one.id()),
                    one.id(),
                    gln(one.id())));
    }

    private static @Nullable String name(MasterData known, String uri) {
        return known.location(uri).first(DescribedColumn.BUSINESS_NAME).orElse(null);
    }

    private static @Nullable String gln(String uri) {
        return Gln.of(uri).map(Gln::value).orElse(null);
    }

    private static String title(EpcisEvent event) {
        String step = event.fields().bizStep();
        return step == null ? Show.words(event.type().replaceFirst("Event$", "")) : Show.words(step);
    }

    private static @Nullable String action(EpcisEvent event) {
        if (event instanceof ObjectEvent e) return e.action().name();
        if (event instanceof AggregationEvent e) return e.action().name();
        if (event instanceof TransactionEvent e) return e.action().name();
        return event instanceof AssociationEvent e ? e.action().name() : null;
    }
}
