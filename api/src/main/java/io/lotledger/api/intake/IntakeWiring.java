package io.lotledger.api.intake;

import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.FdaTables;
import io.lotledger.intake.x12.notice.X12Format;
import io.lotledger.intake.x12.notice.X12Partners;
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

    @Bean
    X12Format x12(X12Partners partners) {
        return new X12Format(partners);
    }
}
