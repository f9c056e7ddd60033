package io.lotledger.api.embedded;

import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.Transfer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded S3 in the data directory: SigV4 only, on the loopback address.
 *
 * <p>A private file keeps keys and port, so that links signed before a restart still work after it.
 */
public final class EmbeddedObjectStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedObjectStore.class);
    private static final String FILE = "s3.properties";
    private static final String REGION = "us-east-1";
    private static final String BUCKET = "lotledger";

    private final S3Proxy server;
    private final S3Connection.Credentials credentials;

    private EmbeddedObjectStore(S3Proxy server, S3Connection.Credentials credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    public static EmbeddedObjectStore start(DataDirectory data) {
        try {
            Properties kept = read(data.resolve(FILE));
            S3Connection.Credentials credentials = new S3Connection.Credentials(
                    kept.getProperty("access-key", "LL" + random(9)), kept.getProperty("secret-key", random(24)));
            Path files = Files.createDirectories(data.resolve("s3"));
            S3Proxy server = startOn(Integer.parseInt(kept.getProperty("port", "0")), files, credentials);
            data.writePrivately(
                    FILE,
                    "access-key=" + credentials.accessKey() + "\nsecret-key=" + credentials.secretKey() + "\nport="
                            + server.getPort() + "\n");
            return new EmbeddedObjectStore(server, credentials);
        } catch (IOException e) {
            throw new UnusableFiles(data.path())
                    .explained(e)
                    .orElseThrow(() -> new UncheckedIOException("cannot start the embedded S3: " + e.getMessage(), e));
        }
    }

    public S3Connection connection() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
        return new S3Connection(endpoint, REGION, BUCKET, credentials, true, Transfer.DEFAULT);
    }

    private static S3Proxy startOn(int port, Path files, S3Connection.Credentials credentials) throws IOException {
        S3Proxy server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                .blobStore(new FilesystemNio2BlobStore(files.toString()))
                .stopTimeout(0) // else it waits two seconds for the idle connections of our own client
                .build();
        try {
            server.start();
            return server;
        } catch (Exception e) {
            stop(server);
            if (port != 0 && e instanceof IOException && e.getCause() instanceof BindException) {
                LOG.warn(
                        "port {} is in use; the embedded S3 uses another port, and links signed before no longer work",
                        port);
                return startOn(0, files, credentials);
            }
            throw new IOException(e);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) properties.load(new StringReader(Files.readString(file)));
        return properties;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().withUpperCase().formatHex(random);
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(S3Proxy server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the embedded S3 did not stop cleanly: {}", e.getMessage());
        }
    }
}
