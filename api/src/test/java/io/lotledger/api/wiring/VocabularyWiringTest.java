package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class VocabularyWiringTest {
    private static BizStepVocabulary wired(Map<String, String> properties) {
        LotledgerSettings settings = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("lotledger", LotledgerSettings.class);
        return new VocabularyWiring().bizStepVocabulary(settings);
    }

    @Test
    void wordsAreReadFromProperties() {
        BizStepVocabulary known = wired(Map.of(
                "lotledger.vocabulary.biz-steps[0].word", "urn:acme:step:despatch",
                "lotledger.vocabulary.biz-steps[0].means", "shipping"));

        assertThat(known.meaning("urn:acme:step:despatch")).contains("shipping");
        assertThat(wired(Map.of()).meaning("urn:acme:step:despatch")).isEmpty();
    }

    @Test
    void wordThatMeansNothingKnownKeepsTheServerFromStarting() {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> wired(Map.of(
                        "lotledger.vocabulary.biz-steps[0].word", "urn:acme:step:despatch",
                        "lotledger.vocabulary.biz-steps[0].means", "shiping")))
                .withMessageContaining("lotledger.vocabulary.biz-steps[0]: 'urn:acme:step:despatch' means 'shiping'")
                .satisfies(e -> assertThat(e.remedy()).contains("biz-steps[0].means=shipping"));
    }
}
