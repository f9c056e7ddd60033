package io.lotledger.export.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How objects are sent to S3 and stored there.
 *
 * @param requestTimeout the timeout of one request including its body; a part of a large workbook is 16 MiB
 * @param multipartFrom size in bytes from which workbooks are sent in parts
 * @param encryption {@code null} means the bucket's default
 */
public record Transfer(
        Duration requestTimeout,
        long multipartFrom,
        @Nullable Encryption encryption) {
    public static final Transfer DEFAULT = new Transfer(Duration.ofMinutes(1), S3WorkbookStore.PART_BYTES + 1, null);

    /** S3 accepts at most 5 GiB in one request. */
    private static final long LARGEST_PUT = 5L << 30;

    public Transfer {
        if (requestTimeout.toMillis() < 100)
            throw new IllegalArgumentException("the S3 request timeout must be at least 100 ms, not " + requestTimeout);
        if (multipartFrom < 1 || multipartFrom > LARGEST_PUT)
            throw new IllegalArgumentException(
                    "multipart uploads must start between 1 byte and 5 GiB, not at " + multipartFrom);
    }
}
