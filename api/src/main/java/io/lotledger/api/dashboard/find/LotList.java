package io.lotledger.api.dashboard.find;

import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.readiness.LotScores;
import io.lotledger.api.lots.readiness.LotScores.Score;
import io.lotledger.projections.find.LotsOfKeys;
import io.lotledger.projections.find.LotsOfKeys.LotUse;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lots of an organisation, newest first, with their scores. */
@Component
class LotList {
    private static final int PAGE = 25;

    /** Lots of which the scores are looked at for one page of lots with gaps. */
    private static final int MOST_LOOKED_AT = 100;

    private final LotsOfKeys keys;
    private final LotNameSearch names;
    private final LotDescriptions descriptions;
    private final LotScores scores;
    private final AsOf asOf;

    LotList(LotsOfKeys keys, LotNameSearch names, LotDescriptions descriptions, LotScores scores, AsOf asOf) {
        this.keys = keys;
        this.names = names;
        this.descriptions = descriptions;
        this.scores = scores;
        this.asOf = asOf;
    }

    /**
     * @param score null when the lot has no critical tracking event, or needs a damaged entry of the log
     * @param isWithdrawn whether its events were all declared errors
     * @param damaged the log position of that entry; null when there is none
     */
    record Row(
            String id,
            String code,
            @Nullable String product,
            @Nullable String gtin,
            @Nullable String source,
            @Nullable OffsetDateTime firstSeen,
            @Nullable OffsetDateTime lastSeen,
            @Nullable Score score,
            boolean isWithdrawn,
            @Nullable Long damaged) {}

    /**
     * @param after the cursor of the next page; null on the last one
     * @param lookedAt how many lots were looked at
     */
    record Page(List<Row> rows, @Nullable String after, int lookedAt) {}

    Page newest(UUID organisation, @Nullable String gtin, @Nullable String place, boolean onlyWithGaps, String after) {
        List<Row> rows = new ArrayList<>();
        String cursor = after;
        int lookedAt = 0;
        while (true) {
            List<LotUse> found = keys.newest(organisation, gtin, place, cursor, PAGE + 1);
            List<LotUse> page = found.subList(0, Math.min(PAGE, found.size()));
            lookedAt += page.size();
            for (Row row : rows(organisation, page)) {
                if (!onlyWithGaps || (row.score() != null && row.score().missing() > 0)) rows.add(row);
            }
            if (found.size() <= PAGE) return new Page(rows, null, lookedAt);
            cursor = page.get(PAGE - 1).cursor();
            if (!onlyWithGaps || rows.size() >= PAGE || lookedAt >= MOST_LOOKED_AT)
                return new Page(rows, cursor, lookedAt);
        }
    }

    private List<Row> rows(UUID organisation, List<LotUse> page) {
        if (page.isEmpty()) return List.of();
        List<UUID> ids = page.stream().map(LotUse::lot).toList();
        List<Lot> lots = names.byId(organisation, ids, Long.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .toList();
        Map<UUID, LotDescription> described = new HashMap<>();
        descriptions.of(lots).forEach(one -> described.put(one.lot().id(), one));
        Map<UUID, Long> damaged = new HashMap<>();
        Map<UUID, Score> scored = scores.scores(
                organisation, lots, asOf.position(organisation, null), (lot, e) -> damaged.put(lot.id(), e.position()));
        List<Row> rows = new ArrayList<>();
        for (UUID id : ids) {
            LotDescription known = described.get(id);
            if (known != null) rows.add(row(known, scored.get(id), damaged.get(id)));
        }
        return rows;
    }

    private static String named(LotDescription.Source source) {
        if (source.name() != null) return source.name();
        return source.gln() != null ? "GLN " + source.gln() : source.location();
    }

    private static Row row(LotDescription known, @Nullable Score score, @Nullable Long damaged) {
        LotDescription.Source source = known.source();
        return new Row(
                known.lot().shortId(),
                known.lot().key().lot() != null ? known.lot().key().lot() : known.tlc(),
                known.productName(),
                known.lot().key().gtin() == null
                        ? null
                        : known.lot().key().gtin().value(),
                source == null ? null : named(source),
                known.firstEventTime(),
                known.lastEventTime(),
                score == null || score.required() == 0 ? null : score,
                known.isWithdrawn(),
                damaged);
    }
}
