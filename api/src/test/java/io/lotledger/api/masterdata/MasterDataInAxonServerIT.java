package io.lotledger.api.masterdata;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

/** The same, with the log in Axon Server. */
@FullEffort
class MasterDataInAxonServerIT extends MasterDataIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
