package io.lotledger.api.chain;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

class ChainInAxonServerIT extends ChainIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
