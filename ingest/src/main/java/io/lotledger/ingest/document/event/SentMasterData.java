package io.lotledger.ingest.document.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vocabulary element as sent, before checking.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type as sent; {@code null} if missing
 * @param id {@code null} if missing
 * @param attributes values by name as sent, in order. The values of a structured attribute are listed by their innermost
 *     names, and its own name has no values
 */
public record SentMasterData(
        String path, @Nullable String vocabulary, @Nullable String id, Map<String, List<String>> attributes) {}
