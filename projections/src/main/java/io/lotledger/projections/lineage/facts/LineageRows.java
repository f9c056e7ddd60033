package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one batch. */
final class LineageRows {
    /** Prefix of the key of a transformation that consists of one event. */
    private static final String OWN = "#";

    final Map<EventKey, Standing> standings = new LinkedHashMap<>();
    final Map<UUID, NamedLot> lots = new LinkedHashMap<>();
    final List<EventLot> eventLots = new ArrayList<>();
    final List<EventUnit> eventUnits = new ArrayList<>();
    final List<SerialLot> serialLots = new ArrayList<>();
    final List<Document> documents = new ArrayList<>();
    final List<Containment> containments = new ArrayList<>();
    final List<DeclaredName> declaredNames = new ArrayList<>();
    /** Positions that may make or change an edge. */
    final Set<Long> edgePositions = new LinkedHashSet<>();
    /** Positions that may change what a unit of a transformation holds. */
    final Set<Long> contentPositions = new LinkedHashSet<>();

    private final BizStepVocabulary vocabulary;
    private final Map<NamedKey, UUID> lotIds = new HashMap<>();

    LineageRows(BizStepVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    record EventKey(UUID organisation, String eventId) {}

    record Standing(@Nullable Long position, @Nullable Long declared) {
        /** Keeps the earlier value of each; the batch is in log order. */
        Standing then(Standing later) {
            return new Standing(
                    position != null ? position : later.position, declared != null ? declared : later.declared);
        }
    }

    record NamedLot(UUID id, UUID organisation, LotKey key, long since) {}

    record EventLot(
            long position,
            int ordinal,
            UUID organisation,
            UUID lotId,
            LotLine line,
            @Nullable String transformation) {}

    /** @param loads whether the event loads or unloads a unit, and is no receipt of it */
    record EventUnit(
            long position,
            int ordinal,
            UUID organisation,
            UnitLine line,
            @Nullable String transformation,
            EventMoment moment,
            boolean loads) {}

    record SerialLot(long position, UUID organisation, String unit, UUID lotId) {}

    record Document(long position, int ordinal, UUID organisation, String bizTransaction, boolean bareVoid) {}

    record Containment(
            long position,
            int ordinal,
            UUID organisation,
            String eventId,
            EventMoment moment,
            Packing packing,
            @Nullable UUID childLot) {}

    /** A lot or unit in an error declaration. */
    record DeclaredName(long position, UUID organisation, String name) {}

    private record NamedKey(UUID organisation, String uri) {}

    void add(long position, UUID organisation, EpcisEvent event) {
        boolean declaration = event.fields().errorDeclaration() != null;
        Standing standing = declaration ? new Standing(null, position) : new Standing(position, null);
        standings.merge(new EventKey(organisation, event.eventID()), standing, Standing::then);
        EventFacts facts = FactReader.read(event, vocabulary);
        if (declaration) addNames(position, organisation, facts);
        else addFacts(position, organisation, event, facts);
    }

    private void addNames(long position, UUID organisation, EventFacts facts) {
        Stream.of(
                        facts.lots().stream().map(line -> line.lot().uri()),
                        facts.serials().stream().map(serial -> serial.lot().uri()),
                        facts.units().stream().map(UnitLine::unit))
                .flatMap(names -> names)
                .distinct()
                .forEach(name -> declaredNames.add(new DeclaredName(position, organisation, name)));
    }

    private void addFacts(long position, UUID organisation, EpcisEvent event, EventFacts facts) {
        String transformation = transformation(position, event);
        EventMoment moment = EventMoment.of(event);
        int ordinal = 0;
        for (LotLine line : facts.lots()) {
            UUID lot = lot(position, organisation, line.lot());
            eventLots.add(new EventLot(position, ordinal++, organisation, lot, line, transformation));
        }
        ordinal = 0;
        boolean loads = FactReader.isLoading(event) && !FactReader.declaresCte(event);
        for (UnitLine line : facts.units()) {
            eventUnits.add(new EventUnit(position, ordinal++, organisation, line, transformation, moment, loads));
        }
        for (SerialOfLot serial : facts.serials()) {
            UUID lot = lot(position, organisation, serial.lot());
            serialLots.add(new SerialLot(position, organisation, serial.unit(), lot));
        }
        ordinal = 0;
        boolean bareVoid = facts.lots().isEmpty() && facts.units().isEmpty();
        for (String document : facts.documents()) {
            documents.add(new Document(position, ordinal++, organisation, document, bareVoid));
        }
        ordinal = 0;
        for (Packing packing : facts.packings()) {
            LotKey lot = packing.child() == null ? null : packing.child().lot();
            UUID lotId = lot == null ? null : lot(position, organisation, lot);
            containments.add(
                    new Containment(position, ordinal++, organisation, event.eventID(), moment, packing, lotId));
        }
        if (transformation != null || !facts.serials().isEmpty()) edgePositions.add(position);
        boolean transformsUnits = transformation != null && !facts.units().isEmpty();
        if (transformsUnits || !facts.packings().isEmpty() || !facts.serials().isEmpty())
            contentPositions.add(position);
    }

    /** Whether each transformation consists of one event and names only lots. Then no links of it exist yet. */
    boolean linksAreNew() {
        return serialLots.isEmpty()
                && eventUnits.stream().allMatch(row -> row.transformation() == null)
                && eventLots.stream()
                        .map(EventLot::transformation)
                        .allMatch(transformation -> transformation == null || transformation.startsWith(OWN));
    }

    private static @Nullable String transformation(long position, EpcisEvent event) {
        if (!(event instanceof TransformationEvent e)) return null;
        return e.transformationID() == null ? OWN + position : LogisticUnit.name(e.transformationID());
    }

    private UUID lot(long position, UUID organisation, LotKey key) {
        UUID id = lotIds.computeIfAbsent(new NamedKey(organisation, key.uri()), k -> key.idIn(organisation));
        lots.putIfAbsent(id, new NamedLot(id, organisation, key, position));
        return id;
    }
}
