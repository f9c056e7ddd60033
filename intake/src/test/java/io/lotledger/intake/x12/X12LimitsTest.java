package io.lotledger.intake.x12;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;

class X12LimitsTest {
    private static final String BEGUN = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
            + "*260302*1200*U*00401*000000001*0*P*>~GS*SH*SENDER*RECEIVER*20260302*1200*1*X*004010~ST*856*0001~REF*ZZ*A";

    /** A document beyond a limit was told that it is not a complete interchange. */
    @Test
    void whatTheUploadRefusesIsToldAsItIs() {
        RuntimeException tooLarge = new IllegalStateException("larger than a capture may be");
        InputStream document = new SequenceInputStream(
                new ByteArrayInputStream(BEGUN.getBytes(US_ASCII)), new BrokenInputStream(tooLarge));

        assertThatThrownBy(() -> X12Reader.read(document, US_ASCII, set -> {})).isSameAs(tooLarge);
    }
}
