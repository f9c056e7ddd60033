package io.lotledger.intake.fda.book;

import io.lotledger.intake.fda.row.Cells;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rows of a document say together. */
public final class FdaBooks {
    public final PlaceBook places;
    public final ProductBook products = new ProductBook();
    public final LotBook lots;
    public final UsedLots used;
    public final HarvestBook harvests;

    public FdaBooks(UUID organisation) {
        this.places = new PlaceBook(organisation);
        this.lots = new LotBook(organisation);
        this.used = new UsedLots(organisation, lots);
        this.harvests = new HarvestBook(organisation);
    }

    public @Nullable String uri(Cells.Place place) {
        return places.uri(place);
    }

    public @Nullable String token(Cells.Place place) {
        return places.token(place);
    }

    public String key(Cells.Place place) {
        String uri = places.uri(place);
        return uri == null ? "" : uri;
    }
}
