package io.lotledger.api.paging;

import io.lotledger.api.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The page tokens of GS1's paths (EPCIS 2.0 §12): opaque, sealed with AES-GCM, so that nobody can read or forge the state in them.
 * The key is in the database: a token survives a restart and works at every node. It expires, and can be deleted before. The key
 * is made at the first start, so that no read of a list writes.
 */
@Component
public class SignedPageTokens implements InitializingBean {
    private static final String PARAMETER = "nextPageToken";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MOST_STATE_BYTES = 4_096;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKeySpec key;

    SignedPageTokens(JdbcClient jdbc, Clock clock, @Value("${lotledger.paging.token-lifetime:24h}") Duration lifetime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Of several nodes that start at once, the first to write makes the key of all. */
    @Override
    public void afterPropertiesSet() {
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        jdbc.sql("insert into page_token_key (key) values (:key) on conflict do nothing")
                .param("key", made)
                .update();
    }

    /** A token and when it expires. */
    public record Issued(String token, Instant expires) {}

    private record TokenState(UUID id, Instant expires, UUID list, String state) {}

    /**
     * A token of a list's next page.
     *
     * @param list what the token is good for, such as the URL and its filters; a token of one list is refused by another
     * @throws ProblemException 413 when the state is too long for a URL
     */
    public Issued issue(UUID organisation, String list, String state) {
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        if (text.length > MOST_STATE_BYTES) {
            throw new ProblemException(
                    413,
                    "epcisException:QueryTooComplexException",
                    "The page ends at a value that is too long",
                    "The field that orders the events has a value of more than " + MOST_STATE_BYTES
                            + " bytes, which no page token can hold. Order by another field",
                    Map.of());
        }
        Instant expires = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        UUID id = UUID.randomUUID();
        ByteBuffer plain = ByteBuffer.allocate(16 + 8 + 16 + text.length);
        put(plain, id).putLong(expires.getEpochSecond());
        put(plain, digest(list)).put(text);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, organisation, nonce, plain.array())
                .orElseThrow(() -> new IllegalStateException("sealing checks no tag"));
        byte[] token = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, token, NONCE_BYTES, ciphertext.length);
        return new Issued(Base64.getUrlEncoder().withoutPadding().encodeToString(token), expires);
    }

    /**
     * The state of a token of this list.
     *
     * @throws ProblemException 400 when the token is not one, is of another list, has expired or was deleted
     */
    public String read(UUID organisation, String list, String token) {
        return read(
                organisation,
                list,
                token,
                "belongs to another query: the path, the parameters and the header GS1-Extensions must be those of"
                        + " the page that gave it, and only perPage may differ");
    }

    /** @param ofAnother what the 400 says of a token of another list */
    public String read(UUID organisation, String list, String token, String ofAnother) {
        TokenState opened = open(organisation, token).orElseThrow(() -> refused("is not a token of this server"));
        if (!opened.list().equals(digest(list))) throw refused(ofAnother);
        if (!opened.expires().isAfter(clock.instant())) throw refused("expired at " + opened.expires());
        if (isDeleted(opened.id())) throw refused("was deleted");
        return opened.state();
    }

    /** Deletes a live token. @return false if it is not one of the organisation */
    boolean delete(UUID organisation, String token) {
        Instant now = clock.instant();
        Optional<TokenState> live =
                open(organisation, token).filter(opened -> opened.expires().isAfter(now));
        if (live.isEmpty()) return false;
        jdbc.sql("delete from deleted_page_token where expires_at < :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("""
                                insert into deleted_page_token (token_id, expires_at) values (:id, :expires)
                                on conflict do nothing
                                """)
                        .param("id", live.get().id())
                        .param("expires", live.get().expires().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    private boolean isDeleted(UUID id) {
        return jdbc.sql("select exists (select from deleted_page_token where token_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private Optional<TokenState> open(UUID organisation, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < NONCE_BYTES + TAG_BITS / 8) return Optional.empty();
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        return crypt(Cipher.DECRYPT_MODE, organisation, nonce, ciphertext).map(plain -> {
            ByteBuffer buffer = ByteBuffer.wrap(plain);
            UUID id = uuid(buffer);
            Instant expires = Instant.ofEpochSecond(buffer.getLong());
            UUID list = uuid(buffer);
            byte[] state = new byte[buffer.remaining()];
            buffer.get(state);
            return new TokenState(id, expires, list, new String(state, StandardCharsets.UTF_8));
        });
    }

    /** Empty when the bytes were not sealed for the organisation, with this server's key. */
    private Optional<byte[]> crypt(int mode, UUID organisation, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(put(ByteBuffer.allocate(16), organisation).array());
            return Optional.of(cipher.doFinal(bytes));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("page tokens cannot be sealed or opened", e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known != null) return known;
        byte[] found = jdbc.sql("select key from page_token_key")
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> new IllegalStateException(
                        "the table page_token_key is empty; start the server again, and it makes a key"));
        SecretKeySpec stored = new SecretKeySpec(found, "AES");
        key = stored;
        return stored;
    }

    private static UUID digest(String list) {
        return UUID.nameUUIDFromBytes(list.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer put(ByteBuffer buffer, UUID id) {
        return buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static ProblemException refused(String why) {
        return Gs1PageRequest.refused(
                PARAMETER,
                PARAMETER + " " + why + "; take it from the Link header of the page before, or begin without it",
                List.of());
    }
}
