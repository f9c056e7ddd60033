package io.lotledger.projections.lineage.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.projections.lineage.facts.BizStepVocabulary.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BizStepVocabularyTest {

    @Test
    void wordIsMappedAsAUriOrByItsLastSegment() {
        BizStepVocabulary known = BizStepVocabulary.of(
                List.of(new Entry("urn:acme:step:despatch", "shipping"), new Entry("polishing", "transformation")));

        assertThat(known.meaning("urn:acme:step:despatch")).contains("shipping");
        assertThat(known.meaning("URN:acme:step:Despatch")).contains("shipping");
        assertThat(known.meaning("urn:other:despatch"))
                .as("a whole URI is one partner's")
                .isEmpty();
        assertThat(known.meaning("https://acme.example/steps/polishing")).contains("transforming");
        assertThat(known.meaning("shipping")).isEmpty();
    }

    @Test
    void everyFaultIsReported() {
        assertThatThrownBy(() -> BizStepVocabulary.of(List.of(
                        new Entry(null, "shipping"),
                        new Entry("urn:epcglobal:cbv:bizstep:storing", "shipping"),
                        new Entry("urn:a", "shiping"),
                        new Entry("urn:b", " "),
                        new Entry("urn:c", "shipping"),
                        new Entry("urn:c", "receiving"))))
                .hasMessageContaining("[0]: word is missing")
                .hasMessageContaining("[1]: 'urn:epcglobal:cbv:bizstep:storing' is a value of GS1's")
                .hasMessageContaining("[2]: 'urn:a' means 'shiping'")
                .hasMessageContaining("did you mean 'shipping'?")
                .hasMessageContaining("[3]: 'urn:b' means nothing")
                .hasMessageContaining("[5]: 'urn:c' has two meanings, shipping and receiving");
    }
}
