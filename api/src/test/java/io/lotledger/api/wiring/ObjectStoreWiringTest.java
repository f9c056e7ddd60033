package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.export.delivery.S3Connection;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ObjectStoreWiringTest {
    private static S3Connection withBucket(String name) {
        return ObjectStoreWiring.given(new Binder(new MapConfigurationPropertySource(Map.of("s3.bucket", name)))
                .bindOrCreate("s3", LotledgerSettings.S3.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ll",
                "Lotledger",
                "lot ledger",
                "-lotledger",
                "lotledger.",
                "lot..ledger",
                "192.168.1.7",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void bucketNameThatS3DoesNotAllowIsRefusedAtTheStart(String name) {
        assertThatThrownBy(() -> withBucket(name))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("lotledger.s3.bucket is '" + name + "', which is not the name of a bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lot", "lotledger-exports.example.com", "lot_ledger", "7-workbooks"})
    void bucketNameThatS3AllowsIsTaken(String name) {
        assertThat(withBucket(name).bucket()).isEqualTo(name);
    }
}
