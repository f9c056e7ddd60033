package io.lotledger.projections.find;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one batch. Rows of any order of arrival are the same, so that a rebuild gives what following the log gave. */
final class SearchRows {
    static final int CAME_IN = 1;
    static final int WENT_OUT = 2;
    static final int WAS_HERE = 4;

    /** The key of all lots of an organisation. */
    private static final String EVERY_LOT = "";

    private static final String TLC_SOURCE = "urn:lotledger:fsma204#tlcSource";
    private static final Set<String> SENDING = Set.of("shipping", "departing", "consigning", "loading");
    private static final Set<String> TAKING = Set.of("receiving", "arriving", "accepting", "unloading");
    private static final List<String> PLACE_NAMES = DescribedColumn.BUSINESS_NAME.names();
    private static final List<String> PRODUCT_NAMES = Stream.of(DescribedColumn.PRODUCT_NAME, DescribedColumn.BRAND)
            .flatMap(column -> column.names().stream())
            .toList();

    final Map<KeyLot, Seen> keyLots = new LinkedHashMap<>();
    final Map<Key, Use> keys = new LinkedHashMap<>();
    final Map<UUID, NamedLot> lots = new LinkedHashMap<>();
    final Map<DocumentEvent, Label> documents = new LinkedHashMap<>();
    final Set<TermRow> terms = new LinkedHashSet<>();

    private final Map<NamedLot, UUID> ids = new HashMap<>();

    record Key(UUID organisation, SearchKind kind, String key) {}

    record KeyLot(Key key, UUID lot) {}

    record Seen(long position, int way) {
        Seen and(Seen other) {
            return new Seen(Math.min(position, other.position), way | other.way);
        }
    }

    record Use(long events, boolean described) {
        Use and(Use other) {
            return new Use(events + other.events, described || other.described);
        }
    }

    record NamedLot(UUID organisation, LotKey key) {}

    record DocumentEvent(UUID organisation, String document, long position) {}

    record Label(@Nullable String type, String number) {}

    record TermRow(UUID organisation, SearchKind kind, SearchTerms.Term term, String target) {}

    void add(long position, UUID organisation, EpcisEvent event) {
        if (event.fields().errorDeclaration() != null) return; // repeats the event that it declares an error
        EventFacts facts = FactReader.read(event);
        Set<LotKey> named = new LinkedHashSet<>();
        facts.lots().stream().map(LotLine::lot).forEach(named::add);
        facts.serials().stream().map(SerialOfLot::lot).forEach(named::add);
        Map<Key, Integer> used = places(organisation, event.fields());
        products(event).forEach(gtin -> used.put(new Key(organisation, SearchKind.PRODUCT, gtin.value()), WAS_HERE));
        used.keySet().forEach(key -> keys.merge(key, new Use(1, false), Use::and));
        for (LotKey lot : named) {
            UUID id = lot(organisation, lot);
            see(new Key(organisation, SearchKind.LOT, EVERY_LOT), id, position, WAS_HERE);
            if (lot.gtin() != null) {
                Key product =
                        new Key(organisation, SearchKind.PRODUCT, lot.gtin().value());
                keys.putIfAbsent(product, new Use(0, false));
                see(product, id, position, WAS_HERE);
            }
            used.forEach((key, way) -> {
                if (key.kind() == SearchKind.PLACE) see(key, id, position, way);
            });
        }
        for (LotLine line : facts.lots()) printed(organisation, line);
        documents(position, organisation, event.fields());
    }

    void add(MasterDataCaptured captured) {
        Attributes attributes = MasterDataVersions.byLocalName(captured.attributes());
        UUID organisation = captured.organisation();
        Gtin gtin = LotKey.of(captured.id()).isPresent()
                ? null
                : Gtin.of(captured.id()).orElse(null);
        if (gtin != null) {
            describe(new Key(organisation, SearchKind.PRODUCT, gtin.value()), attributes, PRODUCT_NAMES);
        } else if (!captured.vocabulary().equals("EPCClass")) {
            String place = place(captured.id());
            if (place != null) describe(new Key(organisation, SearchKind.PLACE, place), attributes, PLACE_NAMES);
        }
    }

    /** The terms of a lot: any part of its code, or of the last part of a class URI without a GS1 key. */
    void addTerms(UUID id, NamedLot named) {
        LotKey key = named.key();
        String code = key.lot() != null ? key.lot() : lastPart(key.uri());
        terms(named.organisation(), SearchKind.LOT, SearchTerms.ofCode(code), id.toString());
    }

    private void describe(Key key, Attributes attributes, List<String> names) {
        keys.merge(key, new Use(0, true), Use::and);
        for (String name : names) {
            for (String value : attributes.values().getOrDefault(name, List.of()))
                terms(key.organisation(), key.kind(), SearchTerms.ofWords(value), key.key());
        }
    }

    private void printed(UUID organisation, LotLine line) {
        if (line.tlc() == null) return;
        String code = SearchTerms.code(line.tlc());
        String known = SearchTerms.code(
                line.lot().lot() != null
                        ? line.lot().lot()
                        : lastPart(line.lot().uri()));
        if (!known.contains(code)) // otherwise the lot's own terms find it
        terms(
                    organisation,
                    SearchKind.LOT,
                    SearchTerms.ofCode(line.tlc()),
                    lot(organisation, line.lot()).toString());
    }

    private void documents(long position, UUID organisation, EventFields fields) {
        fields.bizTransactionList().forEach(transaction -> {
            String document = CanonicalUri.of(transaction.bizTransaction());
            String number = ReferenceDocumentReader.numberOf(transaction);
            if (number.isBlank()) return;
            documents.putIfAbsent(
                    new DocumentEvent(organisation, document, position),
                    new Label(ReferenceDocumentReader.typeOf(transaction).orElse(null), number));
            terms(organisation, SearchKind.DOCUMENT, SearchTerms.ofWords(number), document);
        });
    }

    private void terms(UUID organisation, SearchKind kind, List<SearchTerms.Term> of, String target) {
        for (SearchTerms.Term term : of) terms.add(new TermRow(organisation, kind, term, target));
    }

    private UUID lot(UUID organisation, LotKey key) {
        NamedLot named = new NamedLot(organisation, key);
        UUID id = ids.computeIfAbsent(named, n -> key.idIn(organisation));
        lots.putIfAbsent(id, named);
        return id;
    }

    private void see(Key key, UUID lot, long position, int way) {
        keyLots.merge(new KeyLot(key, lot), new Seen(position, way), Seen::and);
    }

    private static Map<Key, Integer> places(UUID organisation, EventFields fields) {
        Map<Key, Integer> places = new LinkedHashMap<>();
        String step = fields.bizStep() == null ? "" : fields.bizStep();
        int way = SENDING.contains(step) ? WENT_OUT : TAKING.contains(step) ? CAME_IN : WAS_HERE;
        Stream.of(fields.readPoint(), fields.bizLocation()).forEach(uri -> place(places, organisation, uri, way));
        fields.sourceList().forEach(source -> place(places, organisation, source.id(), WENT_OUT));
        fields.destinationList().forEach(destination -> place(places, organisation, destination.id(), CAME_IN));
        fields.extensions()
                .text(TLC_SOURCE)
                .or(() -> fields.ilmd().text(TLC_SOURCE))
                .ifPresent(uri -> place(places, organisation, uri, WAS_HERE));
        return places;
    }

    private static void place(Map<Key, Integer> places, UUID organisation, @Nullable String uri, int way) {
        String key = uri == null ? null : place(uri);
        if (key != null) places.merge(new Key(organisation, SearchKind.PLACE, key), way, (a, b) -> a | b);
    }

    /** The GLN, which parts of the place share, or the URI. A geographic point is no place that can be described. */
    private static @Nullable String place(String uri) {
        String gln = Gln.of(uri.strip()).map(Gln::value).orElse(null);
        if (gln != null) return gln;
        String canonical = CanonicalUri.of(uri);
        return canonical.startsWith("geo:") || canonical.isBlank() || !CodeLength.isIndexable(canonical)
                ? null
                : canonical;
    }

    private static Set<Gtin> products(EpcisEvent event) {
        Set<Gtin> products = new LinkedHashSet<>();
        event.quantities().forEach(quantity -> product(quantity.epcClass()).ifPresent(products::add));
        event.epcs().forEach(epc -> product(epc).ifPresent(products::add));
        return products;
    }

    private static Optional<Gtin> product(String uri) {
        return DigitalLink.parse(uri).flatMap(DigitalLink::tradeItem);
    }

    private static String lastPart(String uri) {
        List<String> parts = new ArrayList<>(List.of(uri.split("[:/#]")));
        return parts.isEmpty() ? uri : parts.get(parts.size() - 1);
    }
}
