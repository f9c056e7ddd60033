package io.lotledger.ingest.document.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vocabulary element as sent, not yet checked.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type as sent; {@code null} where it has none
 * @param id {@code null} where it has none
 * @param attributes name as sent to values in order; what is nested is told by its innermost names
 */
public record SentMasterData(
        String path, @Nullable String vocabulary, @Nullable String id, Map<String, List<String>> attributes) {}
