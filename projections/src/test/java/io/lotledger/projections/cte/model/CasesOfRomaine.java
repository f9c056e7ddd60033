package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.time.Instant;
import java.util.List;

/** Cases of packed romaine that move and end, and their balance. */
final class CasesOfRomaine {
    static final Food LOT = packedRomaine();

    private CasesOfRomaine() {}

    /** A hundred cases are packed at the packer's on the 18th. */
    static EventBuilder packed(int cases) {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "" + cases, "CS");
    }

    static EventBuilder shipped(String id, int hour, int cases, String from, String to) {
        return moved("shipping", id, hour, cases).readAt(from).from(from).to(to);
    }

    static EventBuilder received(String id, int hour, int cases, String at) {
        return moved("receiving", id, hour, cases).at(at);
    }

    static EventBuilder moved(String step, String id, int hour, int cases) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .of(LOT.link(), "" + cases, "CS");
    }

    /** Of the only unit of measure; what came is what went and what is left. */
    static Balance balance(Food lot, EventBuilder... told) {
        return balance(Traced.NOW, lot, told);
    }

    static Balance balance(Instant now, Food lot, EventBuilder... told) {
        List<Balance> balances = Traced.lot(now, lot, told).balance().balances();
        assertThat(balances).hasSize(1);
        Balance balance = balances.get(0);
        assertThat(balance.produced().add(balance.unexplained()))
                .as("produced and unexplained are all there is: %s", balance)
                .isEqualByComparingTo(balance.consumed()
                        .add(balance.sold())
                        .add(balance.destroyed())
                        .add(balance.inTransit())
                        .add(balance.shortfall())
                        .add(balance.overdue())
                        .add(balance.onHand()));
        return balance;
    }

    static String at(Balance balance, String place) {
        String gln = Gln.of(place).orElseThrow().value();
        return String.valueOf(balance.onHandByLocation().get(gln));
    }

    static EventBuilder palletOf40() {
        return unit(PALLET, Action.ADD, "packing")
                .named("on the pallet")
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    static EventBuilder loaded(String id, String unit, int cases) {
        return unit(unit, Action.ADD, "packing")
                .named(id)
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "" + cases, "CS");
    }

    static EventBuilder sent(String id, int hour, String unit) {
        return observe("shipping")
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .readAt(PACKER)
                .to(WAREHOUSE)
                .epc(unit);
    }

    static final EventBuilder PALLETIZED = unit(PALLET, Action.ADD, "packing")
            .named("palletized")
            .on("2026-04-19T07:00:00-04:00")
            .of(LOT.link(), "40", "CS");

    static EventBuilder palletShipped() {
        return observe("shipping")
                .named("shipped")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET)
                .to(WAREHOUSE)
                .paper("bol", "urn:bol:1");
    }

    static EventBuilder added(Action action, String step, String id, String type, String number) {
        return transaction(action, step)
                .named(id)
                .on("2026-04-19T13:00:00-04:00")
                .epc(PALLET)
                .paper(type, number);
    }
}
