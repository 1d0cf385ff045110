// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.session.BearerHeader;
import io.github.gameauth.session.WwwAuthenticate;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifiedPlayer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lets requests of verified players through, and nothing else. Behind it {@code getRemoteUser()} is
 * the verified subject, and {@code getUserPrincipal()} a {@link PlayerPrincipal}.
 *
 * <p>A request waits on its thread while keys are fetched, at most 2 seconds; {@code
 * verifier.warmUp()} at start makes that rare. Map it to whatever must be protected, with async
 * supported if a servlet behind it needs that.
 */
public final class BearerFilter extends HttpFilter {
  /** What every token hears that is no good; which check failed is for the server's log. */
  private static final WwwAuthenticate REFUSED =
      WwwAuthenticate.bearer().error(WwwAuthenticate.Problem.INVALID_TOKEN);

  private static final long serialVersionUID = 1;

  private final transient TokenVerifier verifier;

  /** The verifier stays the caller's to close. */
  public BearerFilter(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /** Who a request comes from. Its name is unique within the issuer alone. */
  public record PlayerPrincipal(VerifiedPlayer player) implements Principal {
    @Override
    public String getName() {
      return player.subject();
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    BearerHeader bearer = BearerHeader.of(Collections.list(request.getHeaders("Authorization")));
    Optional<String> token = bearer.token();
    if (token.isEmpty()) {
      refuse(response, bearer.challenge());
      return;
    }
    Verification outcome = verifier.verify(token.get());
    if (outcome instanceof Accepted accepted) {
      chain.doFilter(new PlayersRequest(request, accepted.player()), response);
    } else if (outcome instanceof Undecided undecided) {
      response.setStatus(503); // the token may be good: never a 401, which would log players out
      response.setHeader("Retry-After", RetryAfter.seconds(undecided.retryAfter()));
    } else {
      refuse(response, REFUSED);
    }
  }

  /** Not by {@code sendError}: an error page would be another dispatch, with nobody verified. */
  private static void refuse(HttpServletResponse response, WwwAuthenticate challenge) {
    response.setStatus(challenge.status());
    response.setHeader("WWW-Authenticate", challenge.value());
  }

  /** The request with the player in it, whatever user the container or the client named. */
  private static final class PlayersRequest extends HttpServletRequestWrapper {
    private final PlayerPrincipal principal;

    PlayersRequest(HttpServletRequest request, VerifiedPlayer player) {
      super(request);
      this.principal = new PlayerPrincipal(player);
    }

    @Override
    public Principal getUserPrincipal() {
      return principal;
    }

    @Override
    public String getRemoteUser() {
      return principal.getName();
    }

    @Override
    public String getAuthType() {
      return "BEARER";
    }

    /** A role is what a word of {@code scope} grants. */
    @Override
    public boolean isUserInRole(String role) {
      String scope = principal.player().claims().text("scope").orElse("");
      return List.of(scope.split(" ")).contains(role);
    }
  }
}
