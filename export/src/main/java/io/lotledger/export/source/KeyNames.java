package io.lotledger.export.source;

import java.util.Optional;

/** What API keys are called, as a workbook prints it. The name of a key never changes, not even when the key is revoked. */
public interface KeyNames {
    /** @return empty for a key without a name, or one that is not known */
    Optional<String> nameOf(String keyId);
}
