package io.lotledger.export.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

class TransferTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "aws:kms", "aws:kms:dsse"})
    void encryptionIsNamedInS3sWords(String algorithm) {
        assertThat(new Encryption(algorithm, null).byItsName().toString()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes256", "kms", "SSE-S3", ""})
    void encryptionThatS3DoesNotKnowIsRefusedWithThoseItDoes(String algorithm) {
        assertThatThrownBy(() -> new Encryption(algorithm, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the S3 encryption must be one of [AES256, aws:kms, aws:kms:dsse], not '" + algorithm + "'");
    }

    @Test
    void keyOfKmsWithoutKmsIsRefused() {
        assertThatThrownBy(() -> new Encryption("AES256", "alias/workbooks"))
                .hasMessage("a KMS key needs aws:kms or aws:kms:dsse, not AES256");
    }

    @Test
    void wholeWorkbooksAreSentUpToWhatS3TakesInOneRequest() {
        assertThat(new Transfer(MINUTE, 5L << 30, null).multipartFrom()).isEqualTo(5L << 30);
        assertThatThrownBy(() -> new Transfer(MINUTE, (5L << 30) + 1, null))
                .hasMessage("multipart uploads must start between 1 byte and 5 GiB, not at 5368709121");
        assertThatThrownBy(() -> new Transfer(Duration.ZERO, 1, null))
                .hasMessage("the S3 request timeout must be at least 100 ms, not PT0S");
    }

    /** Without STS on the class path it would not come as far as the file. */
    @Test
    void defaultChainKnowsWebIdentities() {
        var identity = WebIdentityTokenFileCredentialsProvider.builder()
                .roleArn("arn:aws:iam::123456789012:role/lotledger")
                .webIdentityTokenFile(Path.of("no", "such", "token"))
                .build();

        assertThatThrownBy(identity::resolveCredentials).hasRootCauseInstanceOf(NoSuchFileException.class);
    }
}
