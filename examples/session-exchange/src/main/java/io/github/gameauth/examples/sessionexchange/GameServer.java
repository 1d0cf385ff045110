// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.SignedRevocations;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifierBuilder;
import java.net.URI;
import java.time.InstantSource;

/**
 * A game server. All it has is a verifier, which fetches two documents now and then: it knows no
 * pool, no store and no secret.
 */
final class GameServer implements AutoCloseable {
  private final SignedRevocations source;
  private final RevocationFeed feed;
  private final TokenVerifier verifier;

  /**
   * A game server.
   *
   * @param service where the session service is
   */
  GameServer(URI service, JsonHttp http, InstantSource clock) {
    TrustedIssuer issuer =
        TrustedIssuer.named(Sessions.ISSUER)
            .audience(Sessions.GAME.value())
            .profile(TokenProfile.playerToken())
            .jwks(service.resolve("/.well-known/jwks.json").toString())
            .build();
    source =
        SignedRevocations.of(issuer, service.resolve("/.well-known/revocations").toString())
            .http(http)
            .clock(clock)
            .build();
    feed = RevocationFeed.following(source).issuer(Sessions.ISSUER).clock(clock).build();
    verifier =
        TokenVerifier.builder()
            .trust(issuer)
            .revocations(feed)
            .waitForKeys(VerifierBuilder.MAX_WAIT)
            .clock(clock)
            .build();
  }

  /** Who comes with this token, in words. */
  String admits(String token) {
    Verification answer = verifier.verify(token);
    if (answer instanceof Verification.Accepted accepted) {
      return "player " + accepted.player().subject();
    }
    if (answer instanceof Verification.Rejected rejected) {
      return "refused: " + rejected.rejection().code();
    }
    return "undecided";
  }

  /** Fetches at once what is revoked; it does so by itself every ten seconds. */
  void learn() {
    feed.refreshNow();
  }

  @Override
  public void close() {
    verifier.close();
    feed.close();
    source.close();
  }
}
