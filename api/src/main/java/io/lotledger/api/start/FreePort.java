package io.lotledger.api.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the port before anything is started: Tomcat binds it last, after PostgreSQL and S3. */
@Configuration(proxyBeanMethods = false)
public class FreePort {
    @Bean
    static BeanFactoryPostProcessor refuseTakenPort(ConfigurableEnvironment environment) {
        return beans -> check(
                environment.getProperty("server.address", "127.0.0.1"),
                environment.getProperty("server.port", Integer.class, 8080));
    }

    public static void check(String address, int port) {
        if (port <= 0) return;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // like Tomcat: connections of an earlier server may still be in TIME_WAIT
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException e) {
            throw new CannotStartException(
                    "server.address is '" + address + "', which is not an address of this machine",
                    "Set server.address to an address of this machine, or leave it out for 127.0.0.1.",
                    e);
        } catch (IOException e) {
            throw new CannotStartException(
                    "Port " + port + " on " + address + " is in use or may not be opened (" + e.getMessage() + ")",
                    "Stop the program that uses it, or choose another port with -Dserver.port (Maven) or --server.port (the jar).",
                    e);
        }
    }
}
