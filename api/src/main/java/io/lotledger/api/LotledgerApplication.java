package io.lotledger.api;

import io.lotledger.api.start.PersistentStart;
import io.lotledger.api.verify.VerifyCommand;
import java.util.List;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The server: HTTP, the event log, the read models and, unless external ones are given, its own PostgreSQL and S3. */
@SpringBootApplication(
        exclude = {
            UpdateCheckerAutoConfiguration.class, // no call home, no ~/.axoniq
            UserDetailsServiceAutoConfiguration.class // callers have keys; no generated password in the log
        })
public class LotledgerApplication {

    /** {@code verify} as the first argument checks files, and starts no server. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("verify")) {
            System.exit(VerifyCommand.run(List.of(args).subList(1, args.length), System.out));
        }
        SpringApplication.getShutdownHandlers().add(() -> System.out.println("Lotledger has stopped."));
        PersistentStart.start(LotledgerApplication.class, args);
    }
}
