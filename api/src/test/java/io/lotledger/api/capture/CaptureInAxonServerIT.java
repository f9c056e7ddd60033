package io.lotledger.api.capture;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

/** The same, with the log in Axon Server. */
class CaptureInAxonServerIT extends CaptureIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
