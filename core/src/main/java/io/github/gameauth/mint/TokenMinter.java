// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Mints players' tokens: signed JWTs that any verifier can check with the published keys.
 *
 * <pre>{@code
 * TokenMinter minter = TokenMinter.signing(keys).as("https://id.mygame.example").build();
 * MintedToken token = minter.mint(TokenSpec.forSubject("p-17").audience("world-7"));
 * }</pre>
 *
 * <p>Safe to share; threads do not wait for each other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>
 */
public final class TokenMinter {
  /** Tokens travel in headers, and larger ones are cut off somewhere on the way. */
  public static final int MAX_LENGTH = 4096;

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final SigningKeys keys;
  private final String issuer;
  private final InstantSource clock;
  private final AuthListener listener;
  private final TokenLifetimes lifetimes;
  private final DoubleSupplier load;
  private final PlayerClaimNaming naming;
  private final Jitter jitter;
  private final SecretGenerator ids = new SecretGenerator();

  private TokenMinter(Builder settings) {
    this.keys = settings.keys;
    this.issuer = settings.issuer;
    this.clock = settings.clock;
    this.listener = GuardedListener.around(settings.listener);
    this.lifetimes = settings.lifetimes;
    this.load = settings.load;
    this.naming = settings.naming;
    this.jitter = new Jitter(settings.jitter, settings.random);
  }

  /** A minter that signs with these keys, to be told more. */
  public static Builder signing(SigningKeys keys) {
    return new Builder(keys);
  }

  /** Whose tokens they are, their {@code iss}. */
  public String issuer() {
    return issuer;
  }

  /** The longest that a token may live; {@link TokenSpec#livingFor} takes no more. */
  public Duration longestLifetime() {
    return keys.longestLifetime();
  }

  /** How its signing keys stand, see {@link SigningKeys#health}. */
  public Health health() {
    return keys.health();
  }

  /**
   * The player's claims in a verified token of this minter; empty if there are none.
   *
   * @param claims the token's claims by their names
   */
  public Optional<PlayerClaims> playerClaims(Map<String, ? extends @Nullable Object> claims) {
    return naming.read(issuer, claims);
  }

  /**
   * Mints one token that ends, jitter and all, no later than {@code end}: for tokens that follow
   * from another, and must not outlive it. It may so live for less than a minute.
   *
   * @throws IllegalArgumentException as {@link #mint(TokenSpec)}, and if {@code end} is not after
   *     now
   * @throws SigningKeysUnavailableException if no key may sign now; try again later
   */
  public MintedToken mint(TokenSpec spec, Instant end) {
    Instant now = clock.instant();
    long left = end.getEpochSecond() - now.getEpochSecond();
    if (left <= 0) {
      throw new IllegalArgumentException("end: past (expected: after now)");
    }
    Duration lifetime = jitter.around(lifetime(spec), keys.longestLifetime());
    return mint(spec, now, left < lifetime.toSeconds() ? Duration.ofSeconds(left) : lifetime);
  }

  /**
   * Mints one token.
   *
   * @throws IllegalArgumentException if {@code spec} has no audience, asks for a longer life than
   *     the keys allow, names a claim where the player's stand, or would make a token of more than
   *     {@value #MAX_LENGTH} characters
   * @throws SigningKeysUnavailableException if no key may sign now; try again later
   */
  public MintedToken mint(TokenSpec spec) {
    return mint(spec, clock.instant(), jitter.around(lifetime(spec), keys.longestLifetime()));
  }

  private MintedToken mint(TokenSpec spec, Instant now, Duration lifetime) {
    long issuedAt = now.getEpochSecond();
    long expiresAt = issuedAt + lifetime.toSeconds();
    String tokenId = ids.identifier();
    byte[] payload = Json.write(payload(spec, issuedAt, expiresAt, tokenId));
    SigningKey key = keys.current(); // Once, so that header and signature agree.
    Secret token = signed(key, spec.kind(), payload);
    listener.tokenMinted(issuer, key.keyId());
    return new MintedToken(
        token,
        Instant.ofEpochSecond(expiresAt),
        jitter.refreshWithin(lifetime),
        tokenId,
        key.keyId());
  }

  private Duration lifetime(TokenSpec spec) {
    Duration longest = keys.longestLifetime();
    if (spec.lifetime().isPresent()) {
      return Require.between("lifetime", spec.lifetime().get(), TokenLifetimes.SHORTEST, longest);
    }
    double busy = Math.min(1, Math.max(0, load.getAsDouble()));
    Duration lifetime =
        lifetimes.lifetimeFor(
            new TokenLifetimes.Request(
                spec.player().map(PlayerClaims::platform),
                Optional.ofNullable((String) spec.claims().get("acr")),
                spec.player().map(PlayerClaims::degraded).orElse(false),
                Double.isNaN(busy) ? 0 : busy));
    return clamped(lifetime, TokenLifetimes.SHORTEST, longest);
  }

  private static Duration clamped(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }

  private Map<String, Object> payload(
      TokenSpec spec, long issuedAt, long expiresAt, String tokenId) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("iss", issuer);
    payload.put("sub", spec.subject());
    payload.put(
        "aud",
        spec.audience()
            .orElseThrow(() -> new IllegalArgumentException("aud: none (expected: one audience)")));
    payload.put("exp", expiresAt);
    payload.put("iat", issuedAt);
    payload.put("jti", tokenId);
    spec.claims()
        .forEach(
            (name, value) -> {
              if (naming.reserves(issuer, name)) {
                throw new IllegalArgumentException(
                    "claim " + name + ": the player's claims stand there (expected: another name)");
              }
              payload.put(name, value);
            });
    spec.player().ifPresent(player -> payload.putAll(naming.named(issuer, player)));
    return payload;
  }

  private static Secret signed(SigningKey key, TokenKind kind, byte[] payload) {
    String signed = key.header(kind) + '.' + BASE64URL.encodeToString(payload);
    int length = signed.length() + 1 + (key.signatureLength() * 4 + 2) / 3;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "token: " + length + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    byte[] signature = key.sign(signed.getBytes(US_ASCII));
    return Secret.of(signed + '.' + BASE64URL.encodeToString(signature));
  }

  /** What a minter is made of. Not safe to share. */
  public static final class Builder {
    private final SigningKeys keys;
    private String issuer;
    private InstantSource clock;
    private AuthListener listener = AuthListener.NONE;
    private TokenLifetimes lifetimes = TokenLifetimes.usual();
    private DoubleSupplier load = () -> 0;
    private PlayerClaimNaming naming = PlayerClaimNaming.nested();
    private double jitter = 0.1;
    private Optional<RandomGenerator> random = Optional.empty();

    private Builder(SigningKeys keys) {
      this.keys = keys;
      this.issuer = keys.issuer();
      this.clock = keys.clock;
    }

    /** The tokens' {@code iss}. Defaults to the issuer of the keys, which it must equal. */
    public Builder as(String issuer) {
      this.issuer = issuer;
      return this;
    }

    /** The time of day. Defaults to that of the keys. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Who is told of minted tokens. Defaults to nobody. */
    public Builder listener(AuthListener listener) {
      this.listener = listener;
      return this;
    }

    /** How long tokens live that do not say so. Defaults to {@link TokenLifetimes#usual()}. */
    public Builder lifetimes(TokenLifetimes lifetimes) {
      this.lifetimes = lifetimes;
      return this;
    }

    /** How busy the host is, 0 to 1, for the lifetimes. Defaults to 0. */
    public Builder load(DoubleSupplier load) {
      this.load = load;
      return this;
    }

    /** Where the player's claims stand. Defaults to {@link PlayerClaimNaming#nested()}. */
    public Builder naming(PlayerClaimNaming naming) {
      this.naming = naming;
      return this;
    }

    /** The share by which lifetimes are varied, up and down, 0 to 0.5. Defaults to 0.1. */
    public Builder jitter(double share) {
      if (!(share >= 0 && share <= 0.5)) {
        throw new IllegalArgumentException("jitter: " + share + " (expected: 0 to 0.5)");
      }
      this.jitter = share;
      return this;
    }

    /**
     * What varies lifetimes and refresh times, and nothing that must not be guessed; seed one to
     * have them repeat. Used by one thread at a time. Defaults to {@link ThreadLocalRandom}.
     */
    public Builder random(RandomGenerator random) {
      this.random = Optional.of(random);
      return this;
    }

    /**
     * The minter.
     *
     * @throws IllegalArgumentException if the issuer is another than that of the keys
     */
    public TokenMinter build() {
      if (!issuer.equals(keys.issuer())) {
        throw new IllegalArgumentException(
            "issuer: " + issuer + " (expected: " + keys.issuer() + ", whose keys these are)");
      }
      return new TokenMinter(this);
    }
  }
}
