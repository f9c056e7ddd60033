package io.lotledger.api.wiring;

import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.FdaTables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The formats of partners who do not send EPCIS. */
@Configuration(proxyBeanMethods = false)
class IntakeWiring {

    @Bean
    IntakeFormat fdaWorkbook() {
        return FdaTables.workbook();
    }

    @Bean
    IntakeFormat fdaCsv() {
        return FdaTables.csv();
    }
}
