package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.lots.LotDescription.Source;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.sql.LastingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Describes lots by the events in force and the master data known at a log position. */
public final class LotDescriptions {
    private static final String TLC_SOURCE = "urn:lotledger:fsma204#tlcSource";

    /** Critical tracking events at which a traceability lot code is assigned (21 CFR 1.1320): before others that make the lot. */
    private static final String[] ASSIGNING = {
        "initialPacking", "initialPackingSprouts", "initialPackingExempt", "firstLandBasedReceiving", "transformation"
    };

    private final LastingPlan lastingPlan;
    private final MasterDataVersions masterData;
    private final CapturedEvents captured;

    public LotDescriptions(JdbcClient jdbc, MasterDataVersions masterData, CapturedEvents captured) {
        this.lastingPlan = new LastingPlan(jdbc);
        this.masterData = masterData;
        this.captured = captured;
    }

    private record Known(
            @Nullable OffsetDateTime first,
            @Nullable OffsetDateTime last,
            int errors,
            @Nullable String tlc,
            @Nullable EpcisEvent madeBy) {
        static final Known NOTHING = new Known(null, null, 0, null, null);
    }

    private record Found(
            UUID lot,
            @Nullable OffsetDateTime first,
            @Nullable OffsetDateTime last,
            int errors,
            @Nullable String tlc,
            @Nullable Long madeAt) {
        Known with(Map<Long, CapturedEvent> events) {
            CapturedEvent madeBy = madeAt == null ? null : events.get(madeAt);
            return new Known(first, last, errors, tlc, madeBy == null ? null : madeBy.event());
        }
    }

    /** By all that is known now; in the order of the lots, which are all of one organisation. */
    public List<LotDescription> of(List<Lot> lots) {
        return of(lots, Long.MAX_VALUE);
    }

    /** By what was known at the position; in the order of the lots, which are all of one organisation. */
    public List<LotDescription> of(List<Lot> lots, long logPosition) {
        if (lots.isEmpty()) return List.of();
        UUID organisation = lots.get(0).organisation();
        Map<UUID, Known> known = known(organisation, lots, logPosition);
        List<EpcisEvent> makers = known.values().stream()
                .map(Known::madeBy)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        MasterData masterDataThen = masterData.knownAt(
                organisation, logPosition, makers, lots.stream().map(Lot::key).toList());
        return lots.stream()
                .map(lot -> describe(lot, known.getOrDefault(lot.id(), Known.NOTHING), masterDataThen))
                .toList();
    }

    private static LotDescription describe(Lot lot, Known known, MasterData masterDataThen) {
        String product = ProductNames.of(masterDataThen, lot.key()).orElse(null);
        String tlc = known.tlc() == null ? lot.key().printed() : known.tlc();
        return new LotDescription(
                lot, tlc, product, source(known.madeBy(), masterDataThen), known.first(), known.last(), known.errors());
    }

    private static @Nullable Source source(@Nullable EpcisEvent madeBy, MasterData masterDataThen) {
        if (madeBy == null) return null;
        EventFields fields = madeBy.fields();
        String location = fields.extensions()
                .text(TLC_SOURCE)
                .or(() -> fields.ilmd().text(TLC_SOURCE))
                .orElse(fields.bizLocation() != null ? fields.bizLocation() : fields.readPoint());
        if (location == null) return null;
        Attributes of = masterDataThen.location(location);
        return new Source(
                location,
                Gln.of(location).map(Gln::value).orElse(null),
                of.first(DescribedColumn.BUSINESS_NAME).orElse(null),
                of.first(DescribedColumn.PHONE).orElse(null));
    }

    private Map<UUID, Known> known(UUID organisation, List<Lot> lots, long logPosition) {
        List<Found> found = found(organisation, lots, logPosition);
        Map<Long, CapturedEvent> makers = captured.readableByPosition(found.stream()
                .map(Found::madeAt)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList());
        Map<UUID, Known> known = new HashMap<>();
        for (Found one : found) known.put(one.lot(), one.with(makers));
        return known;
    }

    private List<Found> found(UUID organisation, List<Lot> lots, long logPosition) {
        List<Found> found = new ArrayList<>(lots.size());
        lastingPlan.run(
                """
                        select l.lot_id, t.first, t.first_offset, t.last, t.last_offset, t.errors, printed.tlc, made.position
                          from unnest(cast(:lots as uuid[])) as l(lot_id)
                          cross join lateral (
                            select min(e.event_time) filter (where stands) as first, max(e.event_time) filter (where stands) as last,
                                   (array_agg(e.event_time_zone_offset order by e.event_time, e.event_id)
                                        filter (where stands))[1] as first_offset,
                                   (array_agg(e.event_time_zone_offset order by e.event_time desc, e.event_id)
                                        filter (where stands))[1] as last_offset,
                                   count(*) filter (where not stands) as errors
                              from (select f.position from event_lot f
                                     where f.organisation = :organisation and f.lot_id = l.lot_id
                                    union
                                    select c.position from critical_tracking_event c
                                     where c.organisation = :organisation and c.lot_id = l.lot_id) p
                              join event e on e.position = p.position
                             cross join lateral (select e.until is null or e.until > :at as stands) s
                             where e.position <= :at) t
                          left join lateral (
                            select f.tlc
                              from event_lot f join event e on e.position = f.position
                             where f.organisation = :organisation and f.lot_id = l.lot_id and f.tlc is not null
                               and e.position <= :at and (e.until is null or e.until > :at)
                             order by e.event_time, e.event_id
                             limit 1) printed on true
                          left join lateral (
                            select e.position
                              from event_lot f join event e on e.position = f.position
                              left join critical_tracking_event c
                                on c.organisation = :organisation and c.lot_id = l.lot_id and c.event_id = e.event_id
                               and c.cte = any(:assigning)
                             where f.organisation = :organisation and f.lot_id = l.lot_id
                               and e.position <= :at and (e.until is null or e.until > :at)
                               and (f.role = 'output' or (f.role = 'what' and e.action = 'ADD' and e.type = 'ObjectEvent'))
                             order by c.cte is null, e.event_time, e.event_id
                             limit 1) made on true
                        """,
                logPosition,
                statement -> statement
                        .param("organisation", organisation)
                        .param("at", logPosition)
                        .param("assigning", ASSIGNING)
                        .param("lots", new LotIds(lots.stream().map(Lot::id).toList()))
                        .query(row -> {
                            found.add(new Found(
                                    row.getObject("lot_id", UUID.class),
                                    time(row, "first"),
                                    time(row, "last"),
                                    row.getInt("errors"),
                                    row.getString("tlc"),
                                    row.getObject("position", Long.class)));
                        }));
        return found;
    }

    private static @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.of(row.getString(column + "_offset")));
    }
}
