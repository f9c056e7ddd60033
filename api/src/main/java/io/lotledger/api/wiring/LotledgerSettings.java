package io.lotledger.api.wiring;

import io.lotledger.ingest.capture.CaptureSettings;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator may set under {@code lotledger.*}.
 *
 * @param dataDir where the embedded PostgreSQL and S3 keep their files, over restarts
 * @param binariesDir where PostgreSQL's programs are unpacked; {@code null} means inside {@code dataDir}, so that two users never share them
 */
@ConfigurationProperties("lotledger")
public record LotledgerSettings(
        @DefaultValue("./lotledger-data") Path dataDir,
        @Nullable Path binariesDir,
        @DefaultValue Bootstrap bootstrap,
        @DefaultValue Capture capture,
        @DefaultValue S3 s3,
        @DefaultValue Vocabulary vocabulary) {

    public LotledgerSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        binariesDir = binariesDir == null ? null : binariesDir.toAbsolutePath().normalize();
    }

    /**
     * @param organisation the name of a new ledger's first organisation
     * @param apiKey the first admin key as the operator wants it; {@code null} means one is made and shown once
     */
    public record Bootstrap(
            @DefaultValue("Lotledger") String organisation,
            @Nullable String apiKey) {
        @Override
        public String toString() {
            return "Bootstrap[organisation=" + organisation + ", apiKey=" + (apiKey == null ? "none" : "given") + "]";
        }
    }

    /**
     * How much one document may be; what is more is answered with 413 and these limits.
     *
     * @param eventLimit events in one document, at most
     * @param eventMemberLimit EPCs and quantities in one event, at most
     * @param fileSizeLimit size of one document, at most, before and after decompression
     */
    public record Capture(
            @DefaultValue("1000000") int eventLimit,
            @DefaultValue("" + CaptureSettings.MEMBERS) int eventMemberLimit,
            @DefaultValue("1GB") DataSize fileSizeLimit) {}

    /** What partners' own words mean. */
    public record Vocabulary(@DefaultValue List<BizStepVocabulary.Entry> bizSteps) {}

    /**
     * The S3 to deliver to. Neither endpoint nor bucket: the embedded one. Bucket without endpoint: AWS. Without keys the
     * AWS SDK's default chain finds them.
     *
     * @param encryption in S3's words: {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse}; {@code null} leaves it to the bucket
     * @param requestTimeout how long one request may take, the body of a part of 16 MiB and all
     * @param multipartFrom workbooks of that size or larger are sent in parts; {@code null} means more than 16 MiB
     */
    public record S3(
            @Nullable String endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String bucket,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable Boolean pathStyle,
            @Nullable String encryption,
            @Nullable String kmsKeyId,
            @DefaultValue("1m") Duration requestTimeout,
            @Nullable DataSize multipartFrom) {

        @Override
        public String toString() {
            return "S3[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket + "]";
        }
    }
}
