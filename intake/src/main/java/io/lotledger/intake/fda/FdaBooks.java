package io.lotledger.intake.fda;

import io.lotledger.intake.fda.row.Cells;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rows of a document say together. */
final class FdaBooks {
    final PlaceBook places;
    final ProductBook products = new ProductBook();
    final LotBook lots;
    final HarvestBook harvests;

    FdaBooks(UUID organisation) {
        this.places = new PlaceBook(organisation);
        this.lots = new LotBook(organisation);
        this.harvests = new HarvestBook(organisation);
    }

    @Nullable
    String uri(Cells.Place place) {
        return places.uri(place);
    }

    @Nullable
    String token(Cells.Place place) {
        return places.token(place);
    }

    String key(Cells.Place place) {
        String uri = places.uri(place);
        return uri == null ? "" : uri;
    }
}
