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
 * The settings {@code lotledger.*}.
 *
 * @param dataDir directory of the embedded PostgreSQL and S3, kept across restarts
 * @param binariesDir directory of PostgreSQL's unpacked programs; {@code null} means inside {@code dataDir}, so that users do not share it
 */
@ConfigurationProperties("lotledger")
public record LotledgerSettings(
        @DefaultValue("./lotledger-data") Path dataDir,
        @Nullable Path binariesDir,
        @DefaultValue Bootstrap bootstrap,
        @DefaultValue List<Organisation> organisations,
        @DefaultValue Keys keys,
        @DefaultValue Capture capture,
        @DefaultValue S3 s3,
        @DefaultValue Vocabulary vocabulary) {

    public LotledgerSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        binariesDir = binariesDir == null ? null : binariesDir.toAbsolutePath().normalize();
    }

    /**
     * @param organisation the name of a new ledger's first organisation
     * @param apiKey the first admin key; {@code null} means one is generated and shown once
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
     * An organisation that is there after the start. An existing one is left as it is.
     *
     * @param apiKey an admin key of it; {@code null} for none
     */
    public record Organisation(String name, @Nullable String apiKey) {
        @Override
        public String toString() {
            return "Organisation[name=" + name + ", apiKey=" + (apiKey == null ? "none" : "given") + "]";
        }
    }

    /**
     * The limits of a new key, and the most that an organisation's admin may set. Keys of the first start have none.
     *
     * @param perMinute requests in a window of one minute
     * @param perDay requests in a window of 24 hours
     */
    public record Keys(
            @DefaultValue("300") int perMinute,
            @DefaultValue("10000") int perDay) {
        public Keys {
            if (perMinute < 1 || perDay < 1)
                throw new IllegalArgumentException("lotledger.keys.per-minute and .per-day must be at least 1");
        }
    }

    /**
     * Limits of one document; the answer beyond them is 413, and names them.
     *
     * @param eventLimit most events in one document
     * @param eventMemberLimit most EPCs and quantities in one event
     * @param fileSizeLimit largest document, before and after decompression
     * @param commitTimeout longest wait of a request for the commit of its document, unless the document is large
     */
    public record Capture(
            @DefaultValue("1000000") int eventLimit,
            @DefaultValue("" + CaptureSettings.MEMBERS) int eventMemberLimit,
            @DefaultValue("1GB") DataSize fileSizeLimit,
            @DefaultValue("30s") Duration commitTimeout) {}

    /** The meaning of partners' own words. */
    public record Vocabulary(@DefaultValue List<BizStepVocabulary.Entry> bizSteps) {}

    /**
     * The S3 for workbooks. Without endpoint and bucket it is the embedded one; a bucket without endpoint is on AWS. Without keys
     * the AWS SDK's default chain finds them.
     *
     * @param encryption one of S3's values {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse}; {@code null} means the bucket's default
     * @param requestTimeout longest request, including the body of a part of 16 MiB
     * @param multipartFrom size from which workbooks are uploaded in parts; {@code null} means above 16 MiB
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
