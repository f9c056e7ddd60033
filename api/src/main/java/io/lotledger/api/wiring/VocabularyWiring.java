package io.lotledger.api.wiring;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The partners' vocabulary, validated at the start. */
@Configuration(proxyBeanMethods = false)
class VocabularyWiring {
    private static final String PROPERTY = "lotledger.vocabulary.biz-steps";

    @Bean
    BizStepVocabulary bizStepVocabulary(LotledgerSettings settings) {
        try {
            return BizStepVocabulary.of(settings.vocabulary().bizSteps());
        } catch (BizStepVocabulary.Faulty e) {
            throw new CannotStartException(
                    e.faults().stream().map(PROPERTY::concat).collect(Collectors.joining("\n")),
                    "Each entry is a word and what it means, for example " + PROPERTY
                            + "[0].word=urn:acme:step:despatch and " + PROPERTY + "[0].means=shipping",
                    e);
        }
    }
}
