package io.lotledger.api.wiring;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock of all components, in UTC. Tests replace it. */
@Configuration(proxyBeanMethods = false)
class TimeWiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
