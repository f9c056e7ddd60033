package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The same, with the log in Axon Server. */
@FullEffort
class ConcurrentCaptureInAxonServerIT extends ConcurrentCaptureIT {
    private final AxonServerDouble log = AxonServerDouble.start();

    @AfterEach
    void stop() {
        log.close();
    }

    @Override
    int perClient() {
        return 2_500;
    }

    @Override
    List<String> logSettings() {
        return log.serverSettings();
    }

    @Override
    long captured(LotledgerServer node) {
        List<String> aggregates = log.events().stream()
                .filter(event -> event.getAggregateType().equals("EpcisEvent"))
                .map(event -> event.getAggregateIdentifier())
                .toList();
        assertThat(aggregates).doesNotHaveDuplicates();
        return aggregates.size();
    }
}
