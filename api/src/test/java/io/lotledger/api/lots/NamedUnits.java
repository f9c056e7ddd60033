package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;

import io.lotledger.ingest.epcis.EpcisEvent;

/** Units that are packed at one place and shipped to others, and what is told of them. */
final class NamedUnits {
    static final String FARM = "https://id.gs1.org/414/0614141000012";
    static final String PACKER = "https://id.gs1.org/414/0614141000029";
    static final String PROCESSOR = "https://id.gs1.org/414/0614141000036";
    static final String WAREHOUSE = "https://id.gs1.org/414/0614141000043";
    static final String CASE = pallet(11);
    static final String PALLET = pallet(1);
    static final String TRUCK = pallet(21);

    private NamedUnits() {}

    static EpcisEvent packs(String id, int hour, String unit, String lot, int cases) {
        return event(id)
                .at(hour)
                .step("packing")
                .at(PACKER)
                .in(unit)
                .cases(lot(lot), cases)
                .aggregation(ADD);
    }

    static EpcisEvent ships(String id, int hour, String unit, String from, String to) {
        return event(id).at(hour).step("shipping").epc(unit).between(from, to).object(OBSERVE);
    }

    static EpcisEvent receives(String id, String unit) {
        return event(id).at(4).step("receiving").at(WAREHOUSE).epc(unit).object(OBSERVE);
    }
}
