package io.lotledger.export.workbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a rendering.
 *
 * @param rows data rows by sheet, in the order of the sheets; a continuation sheet has its own entry
 * @param gaps key data elements that are missing, conditional ones included
 * @param sha256 of the file, lower-case hex
 * @param contentSha256 of the parts inside it before compression: the same on every Java runtime, whose deflate may differ
 */
public record RenderedWorkbook(Map<String, Long> rows, long gaps, long sizeBytes, String sha256, String contentSha256) {
    public RenderedWorkbook {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
}
