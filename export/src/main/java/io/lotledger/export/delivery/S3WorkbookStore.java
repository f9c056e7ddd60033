package io.lotledger.export.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** Workbooks in S3: streamed from the disk, large ones in parts, each part checked by the server against its MD5. */
public final class S3WorkbookStore implements WorkbookStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3WorkbookStore.class);
    static final long PART_BYTES = 16L << 20; // 10,000 parts at most: 160 GB
    private static final String SHA256 = "sha256";
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final int BUFFER = 1 << 16;

    /** S3's codes for a body whose digest is not that of the header. */
    private static final Set<String> CHANGED_ON_THE_WAY =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch");

    private final S3Connection connection;
    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final DeliveryPolicy policy;
    private volatile boolean bucketIsThere;

    public S3WorkbookStore(S3Connection connection, DeliveryPolicy policy) {
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
            if (size < connection.transfer().multipartFrom()) putWhole(workbook, file, size);
            else putInParts(workbook, file, size);
            verify(workbook, size);
        } catch (SdkException e) {
            throw unavailable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key that may write need not have list permission. Only the response to a list has a body that distinguishes this from a wrong key. */
    @Override
    public void check() {
        try {
            connection.ensureBucket(s3, CHECK);
        } catch (S3Exception e) {
            if (e.statusCode() != 403) throw unavailable(e);
            requireKnownKey();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private void requireKnownKey() {
        try {
            s3.listObjectsV2(request -> request.bucket(bucket)
                    .prefix("exports/")
                    .maxKeys(1)
                    .overrideConfiguration(call -> call.apiCallTimeout(CHECK)));
        } catch (S3Exception e) {
            if (!code(e).equals(" AccessDenied")) throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** Runs before the first workbook; capture does not need S3. */
    private void ensureBucket() {
        if (bucketIsThere) return;
        try {
            connection.ensureBucket(s3);
        } catch (S3Exception e) {
            if (e.statusCode() != 403)
                throw e; // a key that may write objects need not have permission to inspect the bucket
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
                        .metadata(Map.of(SHA256, workbook.sha256()))
                        .applyMutation(this::encrypt),
                part.body());
    }

    private void putInParts(Workbook workbook, Path file, long size) throws IOException {
        String upload = s3.createMultipartUpload(request -> request.bucket(bucket)
                        .key(workbook.key())
                        .contentType(workbook.contentType())
                        .contentDisposition(disposition(workbook))
                        .metadata(Map.of(SHA256, workbook.sha256()))
                        .applyMutation(this::encrypt))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += PART_BYTES) {
                int number = parts.size() + 1;
                Part part = new Part(file, from, Math.min(PART_BYTES, size - from), workbook.contentType());
                parts.add(putPart(workbook.key(), upload, number, part));
            }
            s3.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(workbook.key())
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts)));
            complete = true;
        } finally {
            if (!complete) abandon(workbook.key(), upload);
        }
    }

    private CompletedPart putPart(String key, String upload, int number, Part part) throws IOException {
        String md5 = part.md5();
        String etag = s3.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(md5),
                        part.body())
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    /** S3 bills the parts of incomplete uploads. If this abort fails, the cleanup after the end of the job repeats it. */
    private void abandon(String key, String upload) {
        boolean interrupted = Thread.interrupted(); // the SDK sends nothing from an interrupted thread
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            LOG.warn("incomplete upload {} of {} stays in S3 for now: {}", upload, key, e.toString());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void encrypt(PutObjectRequest.Builder request) {
        Encryption encryption = connection.transfer().encryption();
        if (encryption == null) return;
        request.serverSideEncryption(encryption.byItsName()).ssekmsKeyId(encryption.kmsKeyId());
    }

    private void encrypt(CreateMultipartUploadRequest.Builder request) {
        Encryption encryption = connection.transfer().encryption();
        if (encryption == null) return;
        request.serverSideEncryption(encryption.byItsName()).ssekmsKeyId(encryption.kmsKeyId());
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
        requireEncrypted(workbook, stored);
    }

    /** A server that does not know the header would silently store the object unencrypted. */
    private void requireEncrypted(Workbook workbook, HeadObjectResponse stored) {
        Encryption asked = connection.transfer().encryption();
        if (asked == null || asked.algorithm().equals(stored.serverSideEncryptionAsString())) return;
        remove(workbook.key());
        throw new StorageUnavailable(
                "S3 took " + workbook.key() + " without encrypting it with " + asked.algorithm()
                        + ", as lotledger.s3.encryption wants; it was removed. Set what this S3 can do.",
                new IllegalStateException("encrypted with " + stored.serverSideEncryptionAsString()));
    }

    @Override
    public boolean copy(String key, OutputStream out) throws IOException {
        try (InputStream in = s3.getObject(request -> request.bucket(bucket).key(key))) {
            byte[] buffer = new byte[BUFFER];
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) out.write(buffer, 0, n);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) return false;
            throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** What fails in reading is a fault of the storage, and in writing one of the reader. */
    private int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new StorageUnavailable(
                    "S3 broke off in the middle of an object of bucket " + bucket + " (" + e.getMessage()
                            + "). Check the network between it and the server.",
                    e);
        }
    }

    @Override
    public boolean mayHold(String key) {
        try {
            s3.headObject(request ->
                    request.bucket(bucket).key(key).overrideConfiguration(call -> call.apiCallTimeout(CHECK)));
            return true;
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == 404) return false;
            LOG.debug("whether {} exists is not known: {}", key, e.toString());
            return true;
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
            if (isThere(key)) s3.deleteObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw unavailable(e);
        }
        abandonUploads(key);
    }

    /** Checked first, because a versioned bucket adds a delete marker even for a missing object. */
    private boolean isThere(String key) {
        try {
            s3.headObject(request -> request.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) return false;
            if (e.statusCode() == 403) return true; // S3's response when the server's key may not list
            throw e;
        }
    }

    /** The whole key is the prefix, because some S3 servers find uploads only by the exact key. */
    @Override
    public void abandonUploads(String key) {
        try {
            s3.listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(key)).uploads().stream()
                    .filter(upload -> key.equals(upload.key()))
                    .forEach(upload -> s3.abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(upload.uploadId())));
        } catch (NoSuchBucketException | NoSuchUploadException e) {
            LOG.debug("no uploads to {} remain", key);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        presigner.close();
        s3.close();
    }

    private StorageUnavailable unavailable(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return new StorageUnavailable(
                    "S3 answered " + answer.statusCode() + code(answer) + " for bucket " + bucket + ". "
                            + advice(answer),
                    e);
        }
        return new StorageUnavailable(
                "S3 did not answer for bucket " + bucket + " (" + e.getClass().getSimpleName()
                        + "). Check lotledger.s3.endpoint and the network between it and the server.",
                e);
    }

    private static String advice(AwsServiceException answer) {
        if (answer.statusCode() >= 500)
            return "It is overloaded or has a fault of its own: see its status and its log.";
        if (CHANGED_ON_THE_WAY.contains(code(answer).strip()))
            return "What it received is not what was sent: check the network between it and the server.";
        return "Check that the bucket exists and that the server's key may write to it.";
    }

    /** Empty for a response without a body, as to HEAD, or from a proxy in front of S3. */
    private static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : " " + details.errorCode();
    }

    private static String disposition(Workbook workbook) {
        return "attachment; filename=\"" + workbook.fileName() + "\"";
    }
}
