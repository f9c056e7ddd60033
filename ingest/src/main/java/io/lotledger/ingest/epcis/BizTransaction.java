package io.lotledger.ingest.epcis;

import org.jspecify.annotations.Nullable;

/**
 * A business transaction of the event. {@code type} is the bare CBV word ({@code desadv}) or a partner's URI as sent.
 */
public record BizTransaction(@Nullable String type, String bizTransaction) {}
