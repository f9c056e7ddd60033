package io.lotledger.api.dashboard.lot;

import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.dashboard.lot.LotBalance.Part;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LotBalanceTest {
    private static final MasterData NOTHING_KNOWN = new MasterData() {
        @Override
        public Attributes location(String uri) {
            return Attributes.NONE;
        }

        @Override
        public Attributes ownLocation(String uri) {
            return Attributes.NONE;
        }

        @Override
        public Attributes product(LotKey lot) {
            return Attributes.NONE;
        }
    };

    @ParameterizedTest
    @CsvSource({"2, 1, 66.7 %, 33.3 %", "1, 0, 100 %,", "99999, 1, 99.9 %, 0.1 %", "1, 3, 25.0 %, 75.0 %"})
    void sharesAreRoundedAndOnlyAWholeIsAllOfIt(
            BigDecimal used, BigDecimal onHand, String first, @Nullable String second) {
        List<String> shares = LotBalance.of(balance(used, onHand), new LotPlaces(NOTHING_KNOWN)).shown().stream()
                .map(Part::share)
                .toList();

        assertThat(shares).isEqualTo(second == null ? List.of(first) : List.of(first, second));
    }

    private static Balance balance(BigDecimal used, BigDecimal onHand) {
        return new Balance(
                "XCS",
                used.add(onHand),
                ZERO,
                ZERO,
                used,
                ZERO,
                ZERO,
                ZERO,
                ZERO,
                ZERO,
                onHand,
                ZERO,
                new TreeMap<>(),
                List.of());
    }
}
