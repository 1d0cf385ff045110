// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import io.github.gameauth.verify.VerifierBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;

/** The issuer of the story, on loopback: its clock, its tokens, and what others make of them. */
final class Studio implements AutoCloseable {
  static final String ISSUER = "https://id.mygame.example";
  static final String GAME = "my-game";

  private final StoryClock clock = StoryClock.startingAt("2030-01-01T12:00:00Z");
  private final RotatingSigningKeys keys = keysOf(ISSUER);
  private final Endpoint endpoint = Endpoint.serving(keys.jwks());

  Studio() throws IOException {}

  private RotatingSigningKeys keysOf(String issuer) {
    return SigningKeys.rotating(
            issuer, new InMemoryKeyStore(), KeyProtector.noneForKeysInMemoryOnly())
        .clock(clock)
        .ticker(clock)
        .open();
  }

  /** What a game server needs. */
  TokenVerifier verifier() {
    return verifier(issuer().jwks(endpoint.url()));
  }

  /** Whom it trusts; where the keys are is still to be said. */
  static TrustedIssuerBuilder issuer() {
    return TrustedIssuer.named(ISSUER).audience(GAME).profile(TokenProfile.playerToken());
  }

  TokenVerifier verifier(TrustedIssuerBuilder issuer) {
    return TokenVerifier.builder()
        .trust(issuer.build())
        .clock(clock)
        .ticker(clock)
        .waitForKeys(VerifierBuilder.MAX_WAIT) // the story holds on a busy machine, too
        .build();
  }

  /** The keys without the way to them. */
  KeySource keys() {
    return keys.keySource();
  }

  /** A good token. */
  String token(String player) {
    return minted(keys, TokenSpec.forSubject(player).audience(GAME));
  }

  /** A good token that allows more than to play. */
  String token(String player, String scope) {
    return minted(keys, TokenSpec.forSubject(player).audience(GAME).scope(scope));
  }

  /** A token that was good until just now. */
  String expired(String player) {
    TokenSpec brief = TokenSpec.forSubject(player).audience(GAME).livingFor(Duration.ofMinutes(1));
    String token = minted(keys, brief);
    clock.skip(Duration.ofMinutes(2));
    return token;
  }

  /** A good token, made out to another player afterwards. */
  String tampered(String player, String another) {
    String[] parts = token(player).split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    byte[] altered = claims.replace(player, another).getBytes(UTF_8);
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
    return parts[0] + "." + payload + "." + parts[2];
  }

  /** The token of an issuer that nobody here trusts. */
  String foreign(String player) {
    try (RotatingSigningKeys others = keysOf("https://id.othergame.example")) {
      return minted(others, TokenSpec.forSubject(player).audience(GAME));
    }
  }

  private String minted(SigningKeys by, TokenSpec spec) {
    return TokenMinter.signing(by).clock(clock).build().mint(spec).token().reveal();
  }

  /** Keys can be had no more, and five hours pass: too long to trust what was fetched before. */
  void goDown() {
    endpoint.close();
    clock.skip(Duration.ofHours(5));
  }

  @Override
  public void close() {
    endpoint.close();
    keys.close();
  }
}
