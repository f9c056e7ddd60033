package io.lotledger.export.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How objects travel to S3 and lie there.
 *
 * @param requestTimeout how long one request may take, its body and all; a part of a large workbook is 16 MiB
 * @param multipartFrom workbooks of so many bytes or more are sent in parts
 * @param encryption {@code null} leaves it to the bucket's own default
 */
public record Transfer(
        Duration requestTimeout,
        long multipartFrom,
        @Nullable Encryption encryption) {
    public static final Transfer DEFAULT = new Transfer(Duration.ofMinutes(1), S3WorkbookStore.PART_BYTES + 1, null);

    /** 5 GiB is what S3 takes in one request. */
    private static final long LARGEST_PUT = 5L << 30;

    public Transfer {
        if (requestTimeout.toMillis() < 100)
            throw new IllegalArgumentException("S3 has 100 ms for a request at least, not " + requestTimeout);
        if (multipartFrom < 1 || multipartFrom > LARGEST_PUT)
            throw new IllegalArgumentException(
                    "objects are sent in parts from 1 byte to 5 GiB on, not from " + multipartFrom);
    }
}
