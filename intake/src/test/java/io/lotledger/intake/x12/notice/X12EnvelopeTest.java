package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.x12.ReadSet;
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
        String groups = "GS*SH*A*B*20261120*1430*4*X*004010~\nGE*0*4~\n".repeat(104);

        assertThatFaultsOf(NOTICE.replace(GROUP, groups).replace("IEA*1*", "IEA*104*"))
                .hasSize(101)
                .last()
                .isEqualTo("3 more faults of the document are not listed; mend these and send it again");
    }

    private static ListAssert<String> assertThatFaultsOf(String document) {
        UnreadableDocumentException refused =
                catchThrowableOfType(UnreadableDocumentException.class, () -> ReadNotices.of(document));
        return assertThat(refused.violations().stream().map(Violation::message).toList());
    }
}
