package io.lotledger.api.capture;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

/** The same, with the log in Axon Server. */
@FullEffort
class CaptureJobsInAxonServerIT extends CaptureJobsIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
