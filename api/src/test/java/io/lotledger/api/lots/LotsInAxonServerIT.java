package io.lotledger.api.lots;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

/** The same, with the log in Axon Server. */
@FullEffort
class LotsInAxonServerIT extends LotsIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
