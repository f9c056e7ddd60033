package io.lotledger.export.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How S3 encrypts objects at rest.
 *
 * @param algorithm in S3's own words: {@code AES256} (SSE-S3), {@code aws:kms} (SSE-KMS) or {@code aws:kms:dsse}
 * @param kmsKeyId id, alias or ARN of a KMS key; {@code null} means AWS's own
 */
public record Encryption(String algorithm, @Nullable String kmsKeyId) {
    private static final List<String> ALGORITHMS = List.of("AES256", "aws:kms", "aws:kms:dsse");

    public Encryption {
        if (!ALGORITHMS.contains(algorithm))
            throw new IllegalArgumentException(
                    "the S3 encryption must be one of " + ALGORITHMS + ", not '" + algorithm + "'");
        if (kmsKeyId != null && algorithm.equals("AES256"))
            throw new IllegalArgumentException("a KMS key needs aws:kms or aws:kms:dsse, not AES256");
    }

    ServerSideEncryption byItsName() {
        return ServerSideEncryption.fromValue(algorithm);
    }
}
