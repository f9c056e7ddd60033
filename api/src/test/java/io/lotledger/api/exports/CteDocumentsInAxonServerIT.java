package io.lotledger.api.exports;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;

/** The same, with the log in Axon Server. */
@FullEffort
class CteDocumentsInAxonServerIT extends CteDocumentsIT {
    @Override
    LotledgerServer server() {
        return AxonServerDouble.sharedServer();
    }
}
