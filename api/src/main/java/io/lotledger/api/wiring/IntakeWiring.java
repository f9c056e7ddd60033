package io.lotledger.api.wiring;

import org.springframework.context.annotation.Configuration;

/** The formats of partners who do not send EPCIS. */
@Configuration(proxyBeanMethods = false)
class IntakeWiring {}
