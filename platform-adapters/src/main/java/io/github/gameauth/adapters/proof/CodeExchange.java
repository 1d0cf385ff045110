// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Exchanges a player's authorization code for tokens. A code is good for one use, so it is sent
 * once, whatever happens: after an outage nobody knows whether it is spent, and the client fetches
 * another.
 *
 * <p>{@code invalid_grant} is about the code, and so about the player; everything else that a
 * platform refuses by 400 or 401 is about us. Platforms that do not speak of {@code invalid_grant}
 * have {@link #refusals}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3">RFC 6749 §4.1.3</a>
 */
public final class CodeExchange {
  private final PlatformApi api;
  private final String endpoint;
  private final ClientAuthentication client;
  private final int longestCode;
  private final Function<ApiAnswer, Optional<NotProvedException>> refusals;

  /**
   * An exchange with one endpoint.
   *
   * @param endpoint the token endpoint, on a host that {@code api} names
   * @param longestCode how long a code can be on that platform, in characters
   */
  public CodeExchange(
      PlatformApi api, String endpoint, ClientAuthentication client, int longestCode) {
    this(api, endpoint, client, longestCode, refusal -> Optional.empty());
  }

  private CodeExchange(
      PlatformApi api,
      String endpoint,
      ClientAuthentication client,
      int longestCode,
      Function<ApiAnswer, Optional<NotProvedException>> refusals) {
    this.api = api;
    this.endpoint = endpoint;
    this.client = client;
    this.longestCode = longestCode;
    this.refusals = refusals;
  }

  /**
   * The same for a platform that has codes of its own beside those of RFC 6749.
   *
   * @param meaning what an answer that is not 200 means; empty if {@code error} shall be looked at
   */
  public CodeExchange refusals(Function<ApiAnswer, Optional<NotProvedException>> meaning) {
    return new CodeExchange(api, endpoint, client, longestCode, meaning);
  }

  /**
   * The tokens for a code.
   *
   * @param fields further fields of the form, such as {@code redirect_uri}
   * @throws NotProvedException INVALID if the code is used, expired, foreign or none; undecided if
   *     the platform gave no answer, or refuses us
   */
  public CodeTokens exchange(Secret code, Map<String, String> fields) throws NotProvedException {
    ApiRequest request =
        ApiRequest.post(endpoint)
            .form("grant_type", "authorization_code")
            .form("code", CredentialText.printable(code, longestCode));
    fields.forEach(request::form);
    ApiAnswer answer = api.ask(client.prove(request));
    if (answer.isOk()) {
      return new CodeTokens(answer.json());
    }
    Optional<NotProvedException> meant = refusals.apply(answer);
    if (meant.isPresent()) {
      throw meant.get();
    }
    String error = answer.maybeJson().flatMap(json -> json.maybeText("error")).orElse("");
    throw switch (error) {
      case "invalid_grant" -> NotProvedException.rejected(Reason.INVALID);
      case "temporarily_unavailable", "server_error" -> NotProvedException.outage();
      case "slow_down", "rate_limit_exceeded" ->
          NotProvedException.undecided(Cause.THROTTLED, NotProvedException.AFTER_THROTTLE);
      case "invalid_client",
          "unauthorized_client",
          "invalid_request",
          "invalid_scope",
          "redirect_uri_mismatch",
          "unsupported_grant_type" ->
          api.misconfigured(error);
      default -> api.unexpected(answer);
    };
  }
}
