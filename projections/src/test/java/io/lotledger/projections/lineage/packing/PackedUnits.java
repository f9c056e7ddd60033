package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A truck, its pallets and their lots, and moments, of the tests of this room. */
final class PackedUnits {
    static final String TRUCK = "urn:epc:id:grai:0614141.12345.400";
    static final String CRATE = "urn:epc:id:grai:0614141.12345.401";
    static final String PALLET = "urn:epc:id:sscc:0614141.1000000001";
    static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.1000000003";
    static final String CASE = "urn:epc:id:sscc:0614141.1000000002";
    static final String ROMAINE = "urn:epc:class:lgtin:0614141.107346.R1";
    static final String SPINACH = "https://brand.example/x/01/10614141073464/10/S1";
    static final String LETTUCE = "urn:epc:class:lgtin:0614141.107346.L1";
    static final String SERIAL = "urn:epc:id:sgtin:0614141.107346.77";
    static final String SERIAL_OF_LOT = "https://id.gs1.org/01/10614141073464/10/R1/21/";

    private PackedUnits() {}

    static final EventMoment THAT_DAY = day(0);

    static EventMoment at(int hour) {
        return at(hour(hour));
    }

    static EventMoment at(Instant time) {
        return new EventMoment(time, LocalDate.ofInstant(time, ZoneOffset.UTC), false);
    }

    static EventMoment day(int hour) {
        return new EventMoment(hour(hour), LocalDate.ofInstant(hour(hour), ZoneOffset.UTC), true);
    }

    static EventMoment moment(String time) {
        return EventMoment.of(event("moment", time).object(OBSERVE));
    }

    static EventBuilder event(String id, String timeWithOffset) {
        return EventBuilder.event(id).on(timeWithOffset).offset(timeWithOffset.substring(19));
    }

    static EventBuilder event(String id) {
        return EventBuilder.event(id);
    }

    static String serial(int number) {
        return "https://id.gs1.org/01/10614141073464/10/R1/21/" + number;
    }

    static Content content(String lot, @Nullable String quantity, @Nullable String uom) {
        return new Content(LotKey.of(lot).orElseThrow(), quantity == null ? null : new BigDecimal(quantity), uom);
    }
}
