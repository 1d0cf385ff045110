// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A token endpoint's answer when there is no token: the words that OAuth has, and beside them ours,
 * which say more and no more than a client may know.
 *
 * @param error OAuth's word
 * @param status the HTTP status to send it with
 * @param reason our word, see {@link SessionRefusal.Code#word()}
 * @param until when a ban ends
 * @param reasonCode the operator's word for it
 * @param retryAfter what to say in {@code Retry-After}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 §5.2</a>
 */
public record OAuthError(
    String error,
    int status,
    Optional<String> reason,
    Optional<Instant> until,
    Optional<String> reasonCode,
    Optional<Duration> retryAfter) {
  /**
   * A word of OAuth's alone.
   *
   * @param error such as {@code invalid_request}; {@code invalid_client} has status 401, {@code
   *     access_denied} 403, {@code server_error} 500, {@code temporarily_unavailable} 503, all
   *     others 400
   */
  public static OAuthError of(String error) {
    int status =
        switch (error) {
          case "invalid_client" -> 401;
          case "access_denied" -> 403;
          case "server_error" -> 500;
          case "temporarily_unavailable" -> 503;
          default -> 400;
        };
    return of(error, status);
  }

  private static OAuthError of(String error, int status) {
    return new OAuthError(
        error, status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What to tell a client who gets no session, at {@code now}. A credential that proves nothing is
   * an invalid request, as RFC 8693 §2.2.2 wants it.
   */
  public static OAuthError of(SessionRefusal refusal, Instant now) {
    OAuthError plain =
        switch (refusal.code()) {
          case INVALID_TOKEN, EXPIRED_TOKEN, REVOKED -> of("invalid_request");
          case INVALID_GRANT, REVERIFICATION_REQUIRED -> of("invalid_grant");
          case INVALID_SCOPE -> of("invalid_scope");
          case PLATFORM_REJECTED, ACCOUNT_SUSPENDED, NOT_ENTITLED, ACCESS_DENIED ->
              of("access_denied");
          case REGION_BLOCKED -> of("access_denied", 451); // RFC 7725
          case LINK_CONFLICT, LAST_CREDENTIAL -> of("invalid_request", 409);
          case RATE_LIMITED -> of("temporarily_unavailable", 429);
        };
    boolean limited = refusal.code() == SessionRefusal.Code.RATE_LIMITED;
    return new OAuthError(
        plain.error(),
        plain.status(),
        Optional.of(refusal.code().word()),
        limited ? Optional.empty() : refusal.until(),
        refusal.reasonCode(),
        limited ? refusal.until().map(at -> wholeSeconds(Duration.between(now, at))) : noWait());
  }

  private static Optional<Duration> noWait() {
    return Optional.empty();
  }

  /** What to tell a client when nobody can tell. */
  public static OAuthError of(SessionOutcome.Undecided undecided) {
    Optional<String> reason =
        switch (undecided.cause()) {
          case PLATFORM_OUTAGE, PLATFORM_THROTTLED, PLATFORM_MISCONFIGURED ->
              Optional.of("platform_unavailable");
          default -> Optional.empty(); // what of ours is out is nobody's business
        };
    OAuthError plain = of("temporarily_unavailable");
    return new OAuthError(
        plain.error(),
        plain.status(),
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.of(wholeSeconds(undecided.retryAfter())));
  }

  /** Rounded up, and at least one: zero would be an invitation. */
  private static Duration wholeSeconds(Duration wait) {
    return Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  /** The members of the JSON object to send. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", error);
    reason.ifPresent(word -> members.put("reason", word));
    reasonCode.ifPresent(code -> members.put("reason_code", code));
    until.ifPresent(at -> members.put("until", at.getEpochSecond()));
    retryAfter.ifPresent(wait -> members.put("retry_after", wait.toSeconds()));
    return members;
  }
}
