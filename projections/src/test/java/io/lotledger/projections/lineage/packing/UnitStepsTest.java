package io.lotledger.projections.lineage.packing;

import static io.lotledger.projections.lineage.packing.PackedUnits.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.Step.Kind;
import io.lotledger.projections.lineage.units.EventMoment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A crate that goes round for years. */
class UnitStepsTest {
    private static final int ROUNDS = 2_000;

    private final UnitSteps steps = new UnitSteps();
    private final List<Step> all = new ArrayList<>();
    private UnitContents latest = new UnitContents();
    private long followed;

    private void happens(Kind kind, EventMoment moment, Child child) {
        Step step = Step.of(kind, moment, List.of(child), held -> {
            followed++;
            if (kind == Kind.PACKED) held.put(child, moment);
            else held.take(child);
        });
        all.add(step);
        steps.add(step, !step.isAtOnce());
        step.change().accept(latest);
        latest = steps.remember(latest);
    }

    private static Child lot(int number) {
        LotKey lot = LotKey.of("urn:epc:class:lgtin:0614141.107346.L" + number).orElseThrow();
        return new Child(null, lot, BigDecimal.TEN, "KGM");
    }

    /** As the order of a date has it: the new lot is in before the old one is out. */
    private void goRound() {
        for (int i = 0; i < ROUNDS; i++) {
            happens(Kind.PACKED, at(24 * i), lot(i));
            if (i > 0) happens(Kind.TAKEN, at(24 * i + 1), lot(i - 1));
        }
    }

    @Test
    void contentsOfAUnitThatIsNeverEmptyAreFoundFromAFewSteps() {
        goRound();
        followed = 0;

        for (int i = 1; i < ROUNDS; i++)
            assertThat(steps.at(at(24 * i - 1).time()).lots().contents()).hasSize(1);

        assertThat(followed).isLessThan(40L * ROUNDS);
    }

    @Test
    void whatIsRememberedOfAUnitThatIsNeverEmptyIsNotMuchMoreThanItHolds() {
        goRound();

        assertThat(latest.size()).isLessThan(40);
    }

    @Test
    void contentsAfterAnyStepAreThoseOfAllStepsBefore() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Child child = random.nextInt(3) == 0
                    ? Child.of("https://id.gs1.org/00/" + random.nextInt(5))
                    : lot(random.nextInt(5));
            happens(random.nextInt(9) < 5 ? Kind.PACKED : Kind.TAKEN, at(i), child);
        }
        UnitContents expected = new UnitContents();

        for (int i = 0; i <= all.size(); i++) {
            UnitContents held = steps.first(i);
            assertThat(held.lots().contents())
                    .containsExactlyInAnyOrderElementsOf(expected.lots().contents());
            assertThat(held.units()).isEqualTo(expected.units());
            if (i < all.size()) all.get(i).change().accept(expected);
        }
    }
}
