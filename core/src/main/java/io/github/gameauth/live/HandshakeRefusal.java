// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection is not let in. The name is a stable code for the server's eyes, metrics
 * included; new ones may be added. A client is told {@link #clientText()}, which is coarse.
 *
 * <p>Refused before the upgrade, a connection gets {@link #httpStatus()}; refused after it, {@link
 * #closeCode()}.
 */
public enum HandshakeRefusal {
  /** The {@code Origin} is not on the list, is no origin, came twice, or is missing. */
  ORIGIN(403, 1008, "access_denied", null),

  /** No token came, and none may follow. */
  NO_CREDENTIAL(401, 4401, "invalid_token", "Bearer"),

  /** What brings the token has not the form that it must have. */
  MALFORMED(400, 1008, "invalid_request", Challenge.INVALID_REQUEST),

  /** More than one credential came; which of them to believe is not for us to guess. */
  AMBIGUOUS(400, 1008, "invalid_request", Challenge.INVALID_REQUEST),

  /** A credential came in a way that is not switched on. */
  WAY_DISABLED(400, 1008, "invalid_request", Challenge.INVALID_REQUEST),

  /** The credential, or the message that should hold it, is longer than allowed. */
  TOO_LARGE(413, 1009, "invalid_request", null),

  /** The token was rejected; {@link Handshake.Refused#rejection} says why. */
  TOKEN(401, 4401, "invalid_token", Challenge.INVALID_TOKEN),

  /** The token is good, and ends too soon to begin anything with it. The client may refresh. */
  EXPIRES_SOON(401, 4401, "expired_token", Challenge.INVALID_TOKEN),

  /** The ticket is none, was used, has expired, or is for another server or source. */
  TICKET(401, 4401, "invalid_token", Challenge.INVALID_TOKEN),

  /** The first message did not come in time, or could not be judged in time. */
  TIMEOUT(408, 4408, "timeout", null),

  /** A second message came before the first one was judged. */
  EARLY_MESSAGE(400, 1008, "invalid_request", null),

  /** The source has as many connections under way as one source may have. */
  CROWDED(429, 1013, "rate_limited", null),

  /** There are as many connections under way as there may be in all. */
  FULL(503, 1013, "unavailable", null),

  /** The connection was gone before its player was known; there is nobody left to tell. */
  GONE(400, 1000, "gone", null);

  private static final class Challenge {
    static final String INVALID_REQUEST = "Bearer error=\"invalid_request\"";
    static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
  }

  private final int httpStatus;
  private final int closeCode;
  private final String clientText;
  private final Optional<String> challenge;

  HandshakeRefusal(int httpStatus, int closeCode, String clientText, @Nullable String challenge) {
    this.httpStatus = httpStatus;
    this.closeCode = closeCode;
    this.clientText = clientText;
    this.challenge = Optional.ofNullable(challenge);
  }

  /** The stable code: the name. */
  public String code() {
    return name();
  }

  /** The status of the answer to a request that was not upgraded. */
  public int httpStatus() {
    return httpStatus;
  }

  /**
   * The close code of a connection that is open already.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455 §7.4</a>
   */
  public int closeCode() {
    return closeCode;
  }

  /** A word for the client, such as {@code invalid_token}; fit as the reason of a close frame. */
  public String clientText() {
    return clientText;
  }

  /**
   * The value of the header {@code WWW-Authenticate} to send with {@link #httpStatus()}; empty if
   * there is none to send.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750 §3</a>
   */
  public Optional<String> challenge() {
    return challenge;
  }
}
