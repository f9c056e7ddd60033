package io.lotledger.api;

import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The server: HTTP, the event log, the read models and, unless external ones are given, its own PostgreSQL and S3. */
@SpringBootApplication(
        exclude = {
            UpdateCheckerAutoConfiguration.class, // no call home, no ~/.axoniq
            UserDetailsServiceAutoConfiguration.class // callers have keys; no generated password in the log
        })
@ConfigurationPropertiesScan
public class LotledgerApplication {

    public static void main(String[] args) {
        SpringApplication.getShutdownHandlers().add(() -> System.out.println("Lotledger has stopped."));
        SpringApplication.run(LotledgerApplication.class, args);
    }
}
