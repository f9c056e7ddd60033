package io.lotledger.export.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
