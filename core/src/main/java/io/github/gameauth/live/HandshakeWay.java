// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/** How a token comes in when a connection opens. Stable, and fit for metric tags. */
public enum HandshakeWay {
  /**
   * {@code Authorization: Bearer <token>}. For native clients; browsers cannot set it on a
   * WebSocket.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>
   */
  HEADER,

  /**
   * {@code ?ticket=<ticket>}: a ticket that is good once and for seconds, from {@link
   * HandshakeTickets}. Works everywhere and may be logged once it has been used.
   */
  TICKET,

  /**
   * {@code Sec-WebSocket-Protocol: bearer, <token>}. For browsers; some proxies log it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-11.3.4">RFC 6455 §11.3.4</a>
   */
  SUBPROTOCOL,

  /**
   * The first message on the open connection. Nothing is exposed and long tokens are fine; until it
   * comes, there is an unauthenticated connection.
   */
  FIRST_MESSAGE,

  /**
   * The token itself in the URL, where access logs, proxies and crash reports keep it. Off unless
   * {@link HandshakeAuthenticatorBuilder#allowingQueryToken} was called.
   */
  QUERY_TOKEN
}
