package io.lotledger.export.delivery;

/**
 * A file as it is stored.
 *
 * @param key of the object in its bucket
 * @param fileName name of the downloaded file, ASCII
 * @param sha256 of the file, lower-case hexadecimal
 * @param contentType media type
 */
public record Workbook(String key, String fileName, String sha256, String contentType) {}
