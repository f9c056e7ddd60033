package io.lotledger.export.chain;

import io.lotledger.export.proof.Dsse;
import io.lotledger.export.proof.ManifestKey;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key that signs checkpoints, and the public keys that signed earlier ones. */
public final class CheckpointKeys {
    private final ManifestKey own;
    private final Map<String, PublicKey> accepted = new HashMap<>();

    /** @param former public keys of earlier key pairs of this ledger */
    public CheckpointKeys(ManifestKey own, List<PublicKey> former) {
        this.own = own;
        former.forEach(key -> accepted.put(Dsse.keyId(key), key));
        accepted.put(own.id(), own.publicKey());
    }

    SignedCheckpoint sign(Checkpoint checkpoint) {
        return SignedCheckpoint.sign(checkpoint, own);
    }

    /** Why the signature of a checkpoint does not hold, as a clause; null when it does. */
    public @Nullable String fault(SignedCheckpoint signed) {
        PublicKey key = accepted.get(signed.keyId());
        if (key == null)
            return "is signed by the key " + signed.keyId() + ", which is neither this server's key " + own.id()
                    + " nor a former one";
        return signed.isSignedBy(key) ? null : "does not carry a valid signature";
    }
}
