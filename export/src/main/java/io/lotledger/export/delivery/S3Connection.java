package io.lotledger.export.delivery;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Endpoint, bucket and credentials of S3; creates its clients.
 *
 * @param endpoint {@code null} means AWS itself
 * @param credentials {@code null} means the AWS SDK's default chain
 * @param pathStyle puts the bucket into the path, as most S3 servers other than AWS require
 */
public record S3Connection(
        @Nullable URI endpoint,
        String region,
        String bucket,
        @Nullable Credentials credentials,
        boolean pathStyle,
        Transfer transfer) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int TRIES = 3; // the upload itself is retried until the export's storage patience ends
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1); // half of it is random, as of the second
    private static final Duration SECOND_PAUSE = FIRST_PAUSE.multipliedBy(2);

    static {
        // HttpURLConnection, which nothing else here uses, would keep a connection whose server closes it as asked
        // without saying so
        System.setProperty("http.keepAlive", "false");
    }

    /** A key pair; the secret is never printed. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }

    /** The caller closes it. It streams requests and responses. */
    public S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(shorter(CONNECT, transfer.requestTimeout()))
                        .socketTimeout(transfer.requestTimeout()))
                // the socket's own time-out does not see a server that stopped reading
                .overrideConfiguration(calls -> calls.apiCallAttemptTimeout(transfer.requestTimeout())
                        .apiCallTimeout(callTimeout())
                        // an upload into a kept connection that the server has closed fails, and all kept ones may be
                        .putHeader("Connection", "close")
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .backoffStrategy(BackoffStrategy.exponentialDelayHalfJitter(FIRST_PAUSE, SECOND_PAUSE))
                                .build()))
                .region(Region.of(region))
                .credentialsProvider(provider())
                .applyMutation(client -> {
                    if (endpoint != null) client.endpointOverride(endpoint);
                })
                // not every S3 server knows AWS's newer checksum trailers
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                // over HTTP each chunk would be signed, and the upload fail if the server, which has all bytes of the
                // object, answers and closes before the last signature has gone
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .forcePathStyle(pathStyle)
                .build();
    }

    /** The caller closes it. Signs without asking the server. */
    public S3Presigner presigner() {
        S3Presigner.Builder presigner = S3Presigner.builder()
                .region(Region.of(region))
                .credentialsProvider(provider())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .build());
        if (endpoint != null) presigner.endpointOverride(endpoint);
        return presigner.build();
    }

    /** Creates the bucket unless it exists. */
    public void ensureBucket(S3Client client) {
        ensureBucket(client, callTimeout());
    }

    void ensureBucket(S3Client client, Duration atMost) {
        try {
            client.headBucket(
                    request -> request.bucket(bucket).overrideConfiguration(call -> call.apiCallTimeout(atMost)));
        } catch (S3Exception missing) {
            if (missing.statusCode() != 404) throw missing;
            createBucket(client, atMost);
        }
    }

    private void createBucket(S3Client client, Duration atMost) {
        try {
            client.createBucket(
                    request -> request.bucket(bucket).overrideConfiguration(call -> call.apiCallTimeout(atMost)));
        } catch (S3Exception e) {
            if (e.statusCode() != 409) throw e; // another node was first
        }
    }

    private Duration callTimeout() {
        return transfer.requestTimeout().multipliedBy(TRIES).plus(FIRST_PAUSE).plus(SECOND_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private AwsCredentialsProvider provider() {
        return credentials == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey()));
    }
}
