package io.lotledger.api.wiring;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.export.proof.ManifestKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The key that signs manifests: a PEM file with an Ed25519 private key (PKCS #8) and its public key, generated if missing.
 * Nodes that deliver to one S3 share the file ({@code lotledger.manifest.key-file}).
 */
@Configuration(proxyBeanMethods = false)
class ManifestKeyFile {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    @Bean
    ManifestKey manifestKey(LotledgerSettings settings, @Value("${lotledger.manifest.key-file:}") String keyFile)
            throws IOException {
        Path file = keyFile.isBlank() ? settings.dataDir().resolve("manifest-key.pem") : Path.of(keyFile);
        if (!Files.exists(file)) make(file);
        return new ManifestKey(read(file));
    }

    /** Two nodes that start at once use the file that is written first. */
    private static void make(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path fresh = Files.createTempFile(directory, "manifest-key", ".new"); // readable by its owner only
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.writeString(
                    fresh,
                    pem(PRIVATE, keys.getPrivate().getEncoded())
                            + pem(PUBLIC, keys.getPublic().getEncoded()));
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // another node wrote it first
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM from 15 on has Ed25519", e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static KeyPair read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC, file))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE, file))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CannotStartException(
                    file + " does not hold an Ed25519 key pair.",
                    "Provide a PEM file with a PRIVATE KEY (PKCS #8) and its PUBLIC KEY, or remove the file and a new pair is generated.");
        }
    }

    private static byte[] block(String text, String name, Path file) {
        Matcher block = Pattern.compile("-----BEGIN " + name + "-----([^-]+)-----END " + name + "-----")
                .matcher(text);
        if (!block.find()) throw new IllegalArgumentException(file + " has no " + name);
        return Base64.getMimeDecoder().decode(block.group(1).getBytes(StandardCharsets.US_ASCII));
    }

    private static String pem(String name, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
    }
}
