package io.lotledger.export.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrillFindingsTest {
    @Test
    void aPlaceThatIsSupplierAndConsigneeIsOnePlaceToCall() {
        DrillFindings found = new DrillFindings(
                1,
                1,
                1,
                2,
                0,
                List.of(),
                List.of(),
                0,
                List.of(
                        new DrillFindings.Call("consignee", "9521321000010", "Packers", null, 1),
                        new DrillFindings.Call("supplier", "9521321000010", "Packers", null, 2),
                        new DrillFindings.Call("consignee", null, "Packers", null, 1)),
                3);

        assertThat(found.allCalls()).isEqualTo(5);
    }

    @Test
    void placeIsListedWithAllItsRolesOrLeftOut() {
        List<DrillFindings.Call> calls = Stream.of("consignee", "supplier")
                .flatMap(role -> IntStream.range(0, 250)
                        .mapToObj(i -> new DrillFindings.Call(role, null, "Place " + i, null, 1)))
                .toList();

        List<DrillFindings.Call> listed = DrillFindings.listed(calls);

        assertThat(listed).hasSize(400).contains(calls.get(199), calls.get(250 + 199));
        assertThat(new DrillFindings(1, 1, 1, 2, 0, List.of(), List.of(), 0, listed, 50).allCalls())
                .isEqualTo(250);
    }
}
