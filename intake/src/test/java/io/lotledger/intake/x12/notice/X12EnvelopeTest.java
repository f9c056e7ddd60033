package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.x12.FunctionalAcknowledgement;
import io.lotledger.intake.x12.ReadSet;
import io.lotledger.intake.x12.SetVerdict;
import java.time.Instant;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class X12EnvelopeTest {
    private static final String NOTICE = ReadNotices.file("loose");
    private static final String GROUP = NOTICE.substring(NOTICE.indexOf("GS*"), NOTICE.indexOf("IEA*"));

    @Test
    void interchangesOfOneDocumentHaveDifferentControlNumbers() {
        String another = NOTICE.replace("*000000004", "*000000904");

        assertThat(ReadNotices.of(NOTICE + another).sets())
                .extracting(ReadSet::label)
                .containsExactly("ISA 4 · GS 4 · ST 0001", "ISA 904 · GS 4 · ST 0001");
        assertThatFaultsOf(NOTICE + NOTICE)
                .singleElement()
                .isEqualTo("ISA 4 repeats the control number of an earlier interchange of the document (ISA13);"
                        + " number each anew, or send them one by one");
    }

    @Test
    void groupsOfOneInterchangeHaveDifferentControlNumbers() {
        String twoGroups = NOTICE.replace(GROUP, GROUP + GROUP).replace("IEA*1*", "IEA*2*");
        String numbered = NOTICE.replace(
                        GROUP, GROUP + GROUP.replace("*4*X*", "*5*X*").replace("GE*1*4", "GE*1*5"))
                .replace("IEA*1*", "IEA*2*");

        assertThat(ReadNotices.of(numbered).sets())
                .extracting(ReadSet::label)
                .containsExactly("ISA 4 · GS 4 · ST 0001", "ISA 4 · GS 5 · ST 0001");
        assertThatFaultsOf(twoGroups)
                .singleElement()
                .isEqualTo("ISA 4 · GS 4 repeats the control number of an earlier group of the interchange (GS06);"
                        + " number each anew");
    }

    @Test
    void faultsThatAreNotListedAreCounted() {
        String groups = "GS*SH*A*B*20261120*1430*4*X*004010~\nST*856*1~\nSE*2*1~\nGE*1*4~\n".repeat(104);

        assertThatFaultsOf(NOTICE.replace(GROUP, groups).replace("IEA*1*", "IEA*104*"))
                .hasSize(101)
                .last()
                .isEqualTo("3 more faults of the document are not listed; mend these and send it again");
    }

    @Test
    void groupWithoutATransactionSetIsRefused() {
        assertThatFaultsOf(NOTICE.replace(GROUP, "GS*SH*A*B*20261120*1430*4*X*004010~\nGE*0*4~\n"))
                .containsExactly("ISA 4 · GS 4 has no transaction set (ST to SE); send one or leave out the group");
    }

    @Test
    void interchangeWithoutAGroupIsRefusedUnlessItAcknowledgesAnother() {
        String empty = NOTICE.replace(GROUP, "").replace("IEA*1*", "IEA*0*");
        String acknowledges = NOTICE.replace(GROUP, "TA1*000000001*261120*1430*A*000~\n")
                .replace("IEA*1*", "IEA*0*")
                .replace("*000000004", "*000000904");

        assertThatFaultsOf(empty)
                .containsExactly("ISA 4 has no functional group (GS to GE); send one or leave out the interchange");
        assertThatFaultsOf(acknowledges)
                .containsExactly("the document has no transaction set (ST to SE), so it has nothing to capture");
        assertThat(ReadNotices.of(acknowledges + NOTICE).sets())
                .extracting(ReadSet::label)
                .containsExactly("ISA 4 · GS 4 · ST 0001");
    }

    @Test
    void shipNoticeStandsInAGroupOfShipNotices() {
        ReadNotices read = ReadNotices.of(NOTICE.replace("GS*SH", "GS*RC"));

        assertThat(read.errors())
                .containsExactly("ISA 4 · GS 4 · ST 0001 · segment 1 ST, element ST01: transaction set 856 stands in a"
                        + " functional group 'RC' (GS01); send 856 in a group SH and 861 in a group RC [856]");
        assertThat(FunctionalAcknowledgement.of(read.sets(), set -> SetVerdict.REJECTED, Instant.EPOCH))
                .contains("AK1*RC*4", "AK5*R*6~");
    }

    private static ListAssert<String> assertThatFaultsOf(String document) {
        UnreadableDocumentException refused =
                catchThrowableOfType(UnreadableDocumentException.class, () -> ReadNotices.of(document));
        return assertThat(refused.violations().stream().map(Violation::message).toList());
    }
}
