// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.check.Require;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mints the session and refresh tokens that a Nakama server takes, under the keys of its
 * configuration. The user must exist there; the server looks only when the token is used.
 *
 * <p>Both lifetimes must be exactly the server's: it tells from {@code exp} when a token was
 * issued, and would misjudge others after a global logout. So there is no jitter here.
 *
 * <p>Immutable and safe to share.
 */
public final class NakamaSessions {
  private static final String HEADER =
      encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(US_ASCII));
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Secret sessionKey;
  private final Duration sessionExpiry;
  private final Secret refreshKey;
  private final Duration refreshExpiry;
  private final KeySource source;
  private final KeySource refreshSource;
  private final InstantSource clock;

  /**
   * The tokens of one login.
   *
   * @param session opens sockets and calls the API
   * @param expiresAt when the session token expires
   * @param refresh is exchanged for another pair
   * @param refreshExpiresAt when the refresh token expires
   * @param tokenId the {@code tid} of both
   */
  public record Tokens(
      Secret session, Instant expiresAt, Secret refresh, Instant refreshExpiresAt, UUID tokenId) {}

  /**
   * What the server's configuration says.
   *
   * @param sessionKey {@code session.encryption_key}
   * @param sessionExpiry {@code session.token_expiry_sec}, 1 second to 366 days
   * @param refreshKey {@code session.refresh_encryption_key}, another one
   * @param refreshExpiry {@code session.refresh_token_expiry_sec}, 1 second to 366 days
   */
  public record Settings(
      Secret sessionKey, Duration sessionExpiry, Secret refreshKey, Duration refreshExpiry) {
    /** Checks that the expiries are whole seconds, and the keys two. */
    public Settings {
      check("sessionExpiry", sessionExpiry);
      check("refreshExpiry", refreshExpiry);
      if (sessionKey.equals(refreshKey)) {
        throw new IllegalArgumentException(
            "refreshKey: the session key (expected: another, or one token passes for the other)");
      }
    }

    private static void check(String name, Duration expiry) {
      Require.wholeSeconds(name, Require.between(name, expiry, Duration.ofSeconds(1), LONGEST));
    }
  }

  private NakamaSessions(
      Settings settings, InstantSource clock, Function<Secret, SharedSecretKeys> check) {
    this.refreshSource = check.apply(settings.refreshKey());
    this.source = check.apply(settings.sessionKey());
    this.sessionKey = settings.sessionKey();
    this.sessionExpiry = settings.sessionExpiry();
    this.refreshKey = settings.refreshKey();
    this.refreshExpiry = settings.refreshExpiry();
    this.clock = clock;
  }

  /**
   * Sessions under keys of at least 32 bytes.
   *
   * @throws IllegalArgumentException if a key is shorter, or one that Nakama publishes as its
   *     default
   */
  public static NakamaSessions of(Settings settings, InstantSource clock) {
    return new NakamaSessions(settings, clock, SharedSecretKeys::of);
  }

  /**
   * Sessions under keys of any length, for a server whose keys cannot be changed today. A short key
   * is found offline from one token; the keys that Nakama publishes as its defaults are refused all
   * the same.
   */
  public static NakamaSessions allowingWeakLegacyKeys(Settings settings, InstantSource clock) {
    return new NakamaSessions(settings, clock, SharedSecretKeys::allowingWeakLegacySecrets);
  }

  /**
   * Mints a session and a refresh token.
   *
   * @param userId the user's id on that server
   * @param username 1 to 128 printable characters without spaces
   * @param variables session variables; left out if there are none
   * @throws IllegalArgumentException if a name or variable cannot stand in a token
   */
  public Tokens mint(UUID userId, String username, Map<String, String> variables) {
    requireUsername(username);
    variables.forEach(
        (name, value) -> {
          ClaimValues.copyOf("vrs", name);
          ClaimValues.copyOf("vrs", value);
        });
    long now = clock.instant().getEpochSecond();
    UUID tokenId = UUID.randomUUID();
    long expiry = now + sessionExpiry.toSeconds();
    long refreshExpiry = now + this.refreshExpiry.toSeconds();
    return new Tokens(
        signed(sessionKey, tokenId, userId, username, variables, expiry, now),
        Instant.ofEpochSecond(expiry),
        signed(refreshKey, tokenId, userId, username, variables, refreshExpiry, now),
        Instant.ofEpochSecond(refreshExpiry),
        tokenId);
  }

  /** The session key, for a verifier of session tokens in the same process. */
  public KeySource keySource() {
    return source;
  }

  /** The refresh key, for a verifier of refresh tokens in the same process. */
  public KeySource refreshKeySource() {
    return refreshSource;
  }

  /**
   * One token, under whatever key; the claims stand in the order in which the server writes them.
   */
  static Secret signed(
      Secret key,
      UUID tokenId,
      UUID userId,
      String username,
      Map<String, String> variables,
      long expiresAt,
      long issuedAt) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("tid", tokenId.toString());
    claims.put("uid", userId.toString());
    claims.put("usn", username);
    if (!variables.isEmpty()) {
      claims.put("vrs", new TreeMap<>(variables));
    }
    claims.put("exp", expiresAt);
    claims.put("iat", issuedAt);
    String signed = HEADER + '.' + encoded(Json.write(claims));
    try {
      byte[] mac =
          SignatureProvider.platform()
              .sign(
                  Algorithm.HS256,
                  new SecretKeySpec(key.revealBytes(), "HmacSHA256"),
                  signed.getBytes(US_ASCII));
      return Secret.of(signed + '.' + encoded(mac));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is required of every Java platform", e);
    }
  }

  private static void requireUsername(String username) {
    ClaimValues.copyOf("usn", username);
    int length = username.codePointCount(0, username.length());
    boolean printable =
        username
            .codePoints()
            .noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    if (length < 1 || length > 128 || !printable) {
      throw new IllegalArgumentException(
          "usn: " + length + " characters (expected: 1 to 128, printable, no spaces)");
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
