// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into Nakama for a player who has been verified. Nakama hears who it is from us: the
 * server key stays here, and what a client says of itself has no way in.
 */
final class NakamaDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NakamaDoor.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI authenticate;
  private final String authorization;
  private final NakamaSessions sessions;
  private final TokenVerifier verifier;
  private final JsonHttp http;

  /** What came of it. */
  sealed interface Entry {}

  /**
   * In.
   *
   * @param user the player's id there
   * @param session for the client; Nakama's refresh token is not passed on, so that the client has
   *     to come by here again, where a ban is known
   */
  record Entered(UUID user, Secret session) implements Entry {}

  /** Nobody can tell: Nakama is out, or refuses us. It is never the player's fault. */
  record Unavailable() implements Entry {}

  NakamaDoor(URI server, NakamaSettings settings, JsonHttp http, InstantSource clock) {
    this.authenticate = JsonHttp.requireAskable(settings.authenticateAt(server));
    this.authorization = basic(settings.serverKey());
    this.sessions = NakamaSessions.of(settings.sessions(), clock);
    this.http = http;
    this.verifier =
        TokenVerifier.trusting(
            clock,
            TrustedIssuer.withoutIssuerClaim("nakama")
                .subjectFrom("uid")
                .anyAudience()
                .keys(sessions.keySource())
                .build());
  }

  /** The server key as user name, and no password. */
  private static String basic(Secret serverKey) {
    return "Basic "
        + Base64.getEncoder().encodeToString((serverKey.reveal() + ':').getBytes(UTF_8));
  }

  /** Custom authentication: makes the user there, if it is new, and opens a session. */
  Entry enter(VerifiedPlayer player) {
    try {
      String body = MAPPER.writeValueAsString(Map.of("id", player.subject()));
      HttpAnswer answer = http.postJson(authenticate, body, Map.of("Authorization", authorization));
      if (answer.status() != 200) {
        log.warn("Nakama answers {}: is the server key right?", answer.status());
        return new Unavailable();
      }
      JsonNode token = MAPPER.readTree(answer.bodyText()).path("token");
      return entered(Secret.of(token.asText()));
    } catch (UpstreamException | JsonProcessingException e) {
      log.warn("Nakama gives no answer: {}", e.getClass().getSimpleName());
      return new Unavailable();
    }
  }

  /** Read with the key that we know: a wrong one is found here, not in the middle of a match. */
  private Entry entered(Secret session) {
    if (verifier.verify(session.reveal()) instanceof Verification.Accepted accepted) {
      return new Entered(UUID.fromString(accepted.player().subject()), session);
    }
    log.warn("Nakama's session does not verify: are its session key and our clocks right?");
    return new Unavailable();
  }

  /**
   * A session that nobody asks Nakama for, as if Nakama had opened it.
   *
   * @param user the id of a user that exists there
   */
  NakamaSessions.Tokens mint(UUID user, VerifiedPlayer player) {
    return sessions.mint(user, player.subject(), Map.of("plat", "cognito"));
  }

  @Override
  public void close() {
    verifier.close();
  }
}
