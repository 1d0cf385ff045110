// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.account.Ban;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import io.github.gameauth.verify.SignedRevocations;
import io.github.gameauth.verify.TrustedIssuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An issuer elsewhere, such as {@code examples/token-service}. Keys and revocations are fetched
 * from it now and then, and it is never asked about a player. The page's logins are handed on to
 * it, as the page may talk to its own origin alone.
 */
final class FarIssuer implements Issuer {
  private static final Duration LATER = Duration.ofSeconds(2);

  /**
   * Within this time, and what the document is cached on its way, a ban reaches the connections.
   */
  private static final Duration FEED = Duration.ofSeconds(2);

  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI address;
  private final JsonHttp http = JsonHttp.create().retries(0);
  private final TrustedIssuer trusted;
  private final SignedRevocations revocations;
  private final RevocationFeed feed;

  /**
   * The issuer whose name is its address.
   *
   * @param keysFreshFor how long its keys are fresh, if it does not say so itself
   */
  FarIssuer(URI address, Duration keysFreshFor, GameTime time) {
    this.address = address;
    this.trusted =
        TrustedIssuer.named(address.toString())
            .audience(GAME)
            .profile(TokenProfile.playerToken())
            .jwks(address.resolve("/.well-known/jwks.json"))
            .jwksSettings(JwksSettings.DEFAULT.freshFor(keysFreshFor))
            .build();
    this.revocations =
        SignedRevocations.of(trusted, address.resolve("/.well-known/revocations").toString())
            .clock(time.clock())
            .ticker(time.ticker())
            .build();
    this.feed =
        time.feed(RevocationFeed.following(revocations).issuer(address.toString()).every(FEED))
            .build();
    feed.refreshNow(); // or it does not start: it would not know who is banned
  }

  @Override
  public TrustedIssuer trusted() {
    return trusted;
  }

  @Override
  public RevocationFeed feed() {
    return feed;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.waiting("POST", "/guests", this::handOn),
        Route.waiting("POST", "/oauth/token", this::handOn));
  }

  /** The path is one of the two above: nothing that a player sends chooses an address. */
  private Answer handOn(Request request) {
    try {
      HttpAnswer answer =
          http.post(
              address.resolve(request.path()),
              FORM,
              request.body().getBytes(StandardCharsets.UTF_8),
              Map.of());
      return Answer.of(
          answer.status(),
          Map.of("Content-Type", answer.mediaType(), "Cache-Control", "no-store"),
          answer.bodyText());
    } catch (UpstreamException e) {
      return Answer.unavailable(e.retryAfter().orElse(LATER));
    }
  }

  @Override
  public boolean bansHere() {
    return false;
  }

  @Override
  public boolean ban(String player, Ban ban) {
    return false;
  }

  @Override
  public boolean unban(String player) {
    return false;
  }

  @Override
  public void close() {
    feed.close();
    revocations.close();
    http.close();
  }
}
