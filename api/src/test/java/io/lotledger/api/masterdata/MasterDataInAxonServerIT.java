package io.lotledger.api.masterdata;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;
import org.junit.jupiter.api.Nested;

/** The same, with the log in Axon Server. */
@FullEffort
class MasterDataInAxonServerIT {
    @Nested
    class ByPut extends MasterDataByPutIT {
        @Override
        LotledgerServer server() {
            return AxonServerDouble.sharedServer();
        }
    }

    @Nested
    class ByPatch extends MasterDataByPatchIT {
        @Override
        LotledgerServer server() {
            return AxonServerDouble.sharedServer();
        }
    }

    @Nested
    class ByDocument extends MasterDataByDocumentIT {
        @Override
        LotledgerServer server() {
            return AxonServerDouble.sharedServer();
        }
    }
}
