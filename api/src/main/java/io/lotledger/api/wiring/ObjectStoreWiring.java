package io.lotledger.api.wiring;

import io.lotledger.api.embedded.DataDirectory;
import io.lotledger.api.embedded.EmbeddedObjectStore;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.export.delivery.Encryption;
import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.Transfer;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.unit.DataSize;

/** The S3 of the settings, or the embedded one. */
@Configuration(proxyBeanMethods = false)
class ObjectStoreWiring {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStoreWiring.class);
    /** Other than AWS, some providers take the underscore. */
    private static final Pattern BUCKET_NAME =
            Pattern.compile("(?!.*\\.\\.)(?!\\d+(\\.\\d+){3}$)[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");

    @Bean
    @Conditional(NoneGiven.class)
    EmbeddedObjectStore embeddedObjectStore(DataDirectory data) {
        return EmbeddedObjectStore.start(data);
    }

    @Bean
    S3Connection s3Connection(LotledgerSettings settings, ObjectProvider<EmbeddedObjectStore> embedded) {
        EmbeddedObjectStore store = embedded.getIfAvailable();
        S3Connection connection = store == null ? given(settings.s3()) : store.connection();
        LOG.info(
                "S3: {}, bucket {} at {}",
                store == null ? "given" : "embedded",
                connection.bucket(),
                connection.endpoint() == null ? "AWS " + connection.region() : connection.endpoint());
        return connection;
    }

    static S3Connection given(LotledgerSettings.S3 s3) {
        String bucket = s3.bucket();
        if (bucket == null) {
            throw new CannotStartException(
                    "lotledger.s3.endpoint is given without lotledger.s3.bucket",
                    "Set lotledger.s3.bucket too; the server creates the bucket if it is missing");
        }
        if (!BUCKET_NAME.matcher(bucket).matches()) {
            throw new CannotStartException(
                    "lotledger.s3.bucket is '" + bucket + "', which is not the name of a bucket",
                    "A bucket name has 3 to 63 lower-case letters, digits, hyphens and single dots, begins and ends with"
                            + " a letter or digit, and is no IP address");
        }
        URI endpoint = s3.endpoint() == null ? null : URI.create(s3.endpoint());
        boolean pathStyle = s3.pathStyle() == null ? endpoint != null : s3.pathStyle();
        return new S3Connection(endpoint, s3.region(), bucket, credentials(s3), pathStyle, transfer(s3));
    }

    private static Transfer transfer(LotledgerSettings.S3 s3) {
        try {
            DataSize multipartFrom = s3.multipartFrom();
            return new Transfer(
                    s3.requestTimeout(),
                    multipartFrom == null ? Transfer.DEFAULT.multipartFrom() : multipartFrom.toBytes(),
                    encryption(s3));
        } catch (IllegalArgumentException e) {
            throw new CannotStartException(
                    "the settings lotledger.s3.… are invalid: " + e.getMessage(),
                    "See the table of settings in README.md");
        }
    }

    private static @Nullable Encryption encryption(LotledgerSettings.S3 s3) {
        String algorithm = s3.encryption();
        if (algorithm != null) return new Encryption(algorithm, s3.kmsKeyId());
        return s3.kmsKeyId() == null ? null : new Encryption("aws:kms", s3.kmsKeyId());
    }

    private static S3Connection.@Nullable Credentials credentials(LotledgerSettings.S3 s3) {
        String accessKey = s3.accessKey();
        String secretKey = s3.secretKey();
        if (accessKey == null && secretKey == null) return null;
        if (accessKey == null || secretKey == null) {
            throw new CannotStartException(
                    "only one of lotledger.s3.access-key and lotledger.s3.secret-key is given",
                    "Give both, or neither: without them the AWS default chain finds credentials");
        }
        return new S3Connection.Credentials(accessKey, secretKey);
    }

    /** Matches when neither an endpoint nor a bucket is set. */
    static final class NoneGiven extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean given = context.getEnvironment().containsProperty("lotledger.s3.endpoint")
                    || context.getEnvironment().containsProperty("lotledger.s3.bucket");
            return new ConditionOutcome(!given, ConditionMessage.of(given ? "an S3 is given" : "no S3 is given"));
        }
    }
}
