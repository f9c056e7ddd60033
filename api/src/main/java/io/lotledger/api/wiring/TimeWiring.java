package io.lotledger.api.wiring;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One clock for all, in UTC, so that a test can move it. */
@Configuration(proxyBeanMethods = false)
class TimeWiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
