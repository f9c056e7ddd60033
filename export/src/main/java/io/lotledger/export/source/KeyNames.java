package io.lotledger.export.source;

import java.util.Optional;

/** Names of API keys, as a workbook prints them. A key keeps its name, even after it is revoked. */
public interface KeyNames {
    /** @return empty for an unnamed or unknown key */
    Optional<String> nameOf(String keyId);
}
