package io.lotledger.export.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** Workbooks in S3: streamed from the disk, large ones in parts, each part checked by the server against its MD5. */
@Component
final class S3WorkbookStore implements WorkbookStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3WorkbookStore.class);
    private static final long PART_BYTES = 16L << 20; // 10,000 parts at most: 160 GB
    private static final String SHA256 = "sha256";

    private final S3Connection connection;
    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final DeliveryPolicy policy;
    private volatile boolean bucketIsThere;

    S3WorkbookStore(S3Connection connection, DeliveryPolicy policy) {
        this.connection = connection;
        this.s3 = connection.client();
        this.presigner = connection.presigner();
        this.bucket = connection.bucket();
        this.policy = policy;
    }

    @Override
    public void put(Workbook workbook, Path file) {
        try {
            ensureBucket();
            long size = Files.size(file);
            if (size <= PART_BYTES) putWhole(workbook, file, size);
            else putInParts(workbook, file, size);
            verify(workbook, size);
        } catch (SdkException e) {
            throw new StorageUnavailable(unstored(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not at start-up: events are captured whether or not S3 answers. */
    private void ensureBucket() {
        if (bucketIsThere) return;
        try {
            connection.ensureBucket(s3);
        } catch (S3Exception e) {
            if (e.statusCode() != 403)
                throw e; // a key that may write objects need not be allowed to look at the bucket
        }
        bucketIsThere = true;
    }

    private void putWhole(Workbook workbook, Path file, long size) throws IOException {
        Part part = new Part(file, 0, size, workbook.contentType());
        String md5 = part.md5();
        s3.putObject(
                request -> request.bucket(bucket)
                        .key(workbook.key())
                        .contentType(workbook.contentType())
                        .contentDisposition(disposition(workbook))
                        .contentMD5(md5)
                        .metadata(Map.of(SHA256, workbook.sha256())),
                part.body());
    }

    private void putInParts(Workbook workbook, Path file, long size) throws IOException {
        String upload = s3.createMultipartUpload(request -> request.bucket(bucket)
                        .key(workbook.key())
                        .contentType(workbook.contentType())
                        .contentDisposition(disposition(workbook))
                        .metadata(Map.of(SHA256, workbook.sha256())))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += PART_BYTES) {
                int number = parts.size() + 1;
                Part part = new Part(file, from, Math.min(PART_BYTES, size - from), workbook.contentType());
                String md5 = part.md5();
                String etag = s3.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(workbook.key())
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(md5),
                                part.body())
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            s3.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(workbook.key())
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts)));
        } catch (SdkException | IOException e) {
            abandon(workbook, upload);
            throw e;
        }
    }

    /** Parts that nobody completes are paid for. */
    private void abandon(Workbook workbook, String upload) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(bucket).key(workbook.key()).uploadId(upload));
        } catch (SdkException e) {
            LOG.warn("upload {} of {} is left half done in S3: {}", upload, workbook.key(), e.toString());
        }
    }

    private void verify(Workbook workbook, long size) {
        HeadObjectResponse stored =
                s3.headObject(request -> request.bucket(bucket).key(workbook.key()));
        boolean same = stored.contentLength() == size
                && workbook.sha256().equals(stored.metadata().get(SHA256));
        if (!same) {
            throw new StorageUnavailable(
                    "S3 holds " + stored.contentLength() + " bytes under " + workbook.key() + " of bucket " + bucket
                            + " where " + size + " were sent. Something else writes there.",
                    new IllegalStateException("length or sha256 differs"));
        }
    }

    @Override
    public boolean copy(String key, OutputStream out) throws IOException {
        try (InputStream in = s3.getObject(request -> request.bucket(bucket).key(key))) {
            in.transferTo(out);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) return false;
            throw new StorageUnavailable(unstored(e), e);
        } catch (SdkException e) {
            throw new StorageUnavailable(unstored(e), e);
        }
    }

    @Override
    public SignedLink link(String key) {
        PresignedGetObjectRequest signed =
                presigner.presignGetObject(request -> request.signatureDuration(policy.linkLifetime())
                        .getObjectRequest(object -> object.bucket(bucket).key(key)));
        return new SignedLink(URI.create(signed.url().toExternalForm()), signed.expiration());
    }

    @Override
    public void remove(String key) {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw new StorageUnavailable(unstored(e), e);
        }
    }

    @Override
    public void close() {
        presigner.close();
        s3.close();
    }

    private String unstored(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return "S3 answered " + answer.statusCode() + " "
                    + answer.awsErrorDetails().errorCode() + " for bucket " + bucket
                    + ". Check that the bucket exists and that the server's key may write to it.";
        }
        return "S3 did not answer for bucket " + bucket + " (" + e.getClass().getSimpleName()
                + "). Check lotledger.s3.endpoint and the network between it and the server.";
    }

    private static String disposition(Workbook workbook) {
        return "attachment; filename=\"" + workbook.fileName() + "\"";
    }

    /** A stretch of a file, read anew as often as it is sent. */
    private record Part(Path file, long from, long length, String contentType) {

        RequestBody body() {
            return RequestBody.fromContentProvider(this::open, length, contentType);
        }

        String md5() throws IOException {
            MessageDigest md5 = digest();
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = open()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) md5.update(buffer, 0, n);
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        }

        private InputStream open() {
            try {
                FileChannel channel = FileChannel.open(file);
                try {
                    channel.position(from);
                    return new Stretch(Channels.newInputStream(channel), length);
                } catch (IOException e) {
                    channel.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JVM has MD5", e);
            }
        }
    }
}
