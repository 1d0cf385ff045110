// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

/**
 * What a token says it is, in its header's {@code typ}, so that one kind is never taken for
 * another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725 §3.11</a>
 */
public enum TokenKind {
  /** An access token, {@code at+jwt} (RFC 9068 §2.1): what players carry. */
  ACCESS("at+jwt"),

  /** A security event, {@code secevent+jwt} (RFC 8417 §2.3): what servers tell each other. */
  SECURITY_EVENT("secevent+jwt"),

  /** A ticket for one game server, good once, {@code join+jwt}: what players show at its door. */
  JOIN("join+jwt"),

  /** What a published list of revocations is signed by, {@code revocations+jwt}. */
  REVOCATIONS("revocations+jwt"),

  /** A token that says no more than {@code JWT}, for gateways that know nothing else. */
  UNTYPED("JWT");

  private final String typ;

  TokenKind(String typ) {
    this.typ = typ;
  }

  /** The header's {@code typ}. */
  public String typ() {
    return typ;
  }
}
