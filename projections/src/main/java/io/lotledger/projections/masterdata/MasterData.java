package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.function.Supplier;

/** Locations, parties and products as known at one position of the log. */
public interface MasterData {

    /**
     * Attributes of a location or party, looked up by the URI as sent, then by its GLN. {@link Attributes#NONE} if
     * there are none.
     */
    Attributes location(String uri);

    /** Attributes of that URI only, in any form, and not of the place that it is a part of. */
    Attributes ownLocation(String uri);

    /**
     * Attributes of a lot's product, looked up by lot in any form, then by GTIN or {@link
     * io.lotledger.ingest.epcis.identifier.ProductClasses product class}.
     */
    Attributes product(LotKey lot);

    /** What the first describes, and of what it does not describe the other's. Both are of one position of the log. */
    static MasterData either(MasterData first, MasterData other) {
        return new MasterData() {
            @Override
            public Attributes location(String uri) {
                return known(first.location(uri), () -> other.location(uri));
            }

            @Override
            public Attributes ownLocation(String uri) {
                return known(first.ownLocation(uri), () -> other.ownLocation(uri));
            }

            @Override
            public Attributes product(LotKey lot) {
                return known(first.product(lot), () -> other.product(lot));
            }

            private static Attributes known(Attributes one, Supplier<Attributes> other) {
                return one.isEmpty() ? other.get() : one;
            }
        };
    }
}
