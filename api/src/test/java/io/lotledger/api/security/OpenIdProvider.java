package io.lotledger.api.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * An OpenID provider, Spring Authorization Server, on {@code localhost}: another site than the server under test, which is
 * 127.0.0.1. Its people have the password {@link #PASSWORD}.
 */
public final class OpenIdProvider implements AutoCloseable {
    public static final String CLIENT = "lotledger";
    public static final String SECRET = "secret-of-lotledger";
    public static final String PASSWORD = "correct horse";

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final String issuer;

    /** What the provider says of a person, beside the name. */
    public record Person(String user, Map<String, Object> claims) {}

    private record Settings(String issuer, int port, String client, List<Person> people) {}

    /** @param client base URL of the server under test, which the browser may be sent back to */
    public static OpenIdProvider start(String client, Person... people) {
        return new OpenIdProvider(freePort(), client, List.of(people));
    }

    private OpenIdProvider(int port, String client, List<Person> people) {
        this.issuer = "http://localhost:" + port;
        this.context = new AnnotationConfigServletWebServerApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("provider", Map.of("logging.level.root", "warn")));
        context.registerBean(Settings.class, () -> new Settings(issuer, port, client, people));
        context.register(Wiring.class);
        context.refresh();
    }

    public String issuer() {
        return issuer;
    }

    /** A token that this provider has signed, with any claims. */
    public String token(String audience, Duration life, Map<String, Object> claims) {
        Instant now = Instant.now();
        JwtClaimsSet.Builder all = JwtClaimsSet.builder()
                .issuer(issuer)
                .audience(List.of(audience))
                .issuedAt(now.minus(Duration.ofHours(1)))
                .expiresAt(now.plus(life));
        claims.forEach(all::claim);
        return context.getBean(JwtEncoder.class)
                .encode(JwtEncoderParameters.from(all.build()))
                .getTokenValue();
    }

    @Override
    public void close() {
        context.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No {@code @Configuration}: the server under test would find it among its own. */
    @EnableWebMvc
    @EnableWebSecurity
    static class Wiring {
        @Bean
        TomcatServletWebServerFactory tomcat(Settings settings) {
            TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(settings.port());
            tomcat.setAddress(InetAddress.getLoopbackAddress());
            return tomcat;
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        SecurityFilterChain provider(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people(Settings settings) {
            return new InMemoryUserDetailsManager(settings.people().stream()
                    .map(person -> User.withUsername(person.user())
                            .password("{noop}" + PASSWORD)
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients(Settings settings) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(settings.client() + "/compliance/sign-in/callback")
                    .postLogoutRedirectUri(settings.client() + "/compliance/sign-in")
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(Settings settings) {
            return token -> settings.people().stream()
                    .filter(person -> person.user().equals(user(token)))
                    .forEach(person -> person.claims().forEach(token.getClaims()::claim));
        }

        private static String user(JwtEncodingContext token) {
            Authentication principal = Objects.requireNonNull(token.getPrincipal());
            return principal.getName();
        }

        @Bean
        AuthorizationServerSettings server(Settings settings) {
            return AuthorizationServerSettings.builder()
                    .issuer(settings.issuer())
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey((RSAPrivateKey) pair.getPrivate())
                    .keyID(UUID.randomUUID().toString())
                    .build()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        JwtEncoder encoder(JWKSource<SecurityContext> keys) {
            return new NimbusJwtEncoder(keys);
        }
    }
}
