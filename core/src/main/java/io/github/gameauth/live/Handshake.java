// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of a handshake. A caller who forgets to look holds no player, so forgetting is safe.
 * Nothing here prints a token, a ticket or a claim.
 */
public sealed interface Handshake {
  /**
   * Let them in.
   *
   * @param player who the token proves it is
   * @param way how the token came
   * @param subprotocol what to answer as {@code Sec-WebSocket-Protocol}: {@code bearer} if the
   *     token came that way, or browsers close the connection; never the token
   */
  record Accepted(VerifiedPlayer player, HandshakeWay way, Optional<String> subprotocol)
      implements Handshake {}

  /**
   * Upgrade the connection, and hand over the first message on it. The connection has a place among
   * the unauthenticated ones until then: tell {@link PendingHandshake#gone} if it closes.
   *
   * @param pending takes the message
   */
  record FirstMessageDue(PendingHandshake pending) implements Handshake {}

  /**
   * Turn them away.
   *
   * @param refusal why, and with which status or close code
   * @param rejection what the verifier said of the token, for the server's eyes; with {@link
   *     HandshakeRefusal#TOKEN} alone
   */
  record Refused(HandshakeRefusal refusal, Optional<Rejection> rejection) implements Handshake {
    /** A refusal that is about no token. */
    public static Refused because(HandshakeRefusal refusal) {
      return new Refused(refusal, Optional.empty());
    }

    /** The refusal of a token. */
    public static Refused because(Rejection rejection) {
      return new Refused(HandshakeRefusal.TOKEN, Optional.of(rejection));
    }

    /**
     * A word for the client: {@code expired_token} if a refresh will help, otherwise that of the
     * refusal.
     */
    public String clientText() {
      return rejection.isPresent() && rejection.get().reason() == Rejection.Reason.EXPIRED
          ? HandshakeRefusal.EXPIRES_SOON.clientText()
          : refusal.clientText();
    }
  }

  /**
   * Nobody can tell right now: keys or a store are not at hand. Answer 503, or close with 1013.
   *
   * @param retryAfter when asking again may help
   */
  record Undecided(Duration retryAfter) implements Handshake {
    /** The status of the answer to a request that was not upgraded. */
    public static final int HTTP_STATUS = 503;

    /** The close code of a connection that is open already. */
    public static final int CLOSE_CODE = 1013;
  }
}
