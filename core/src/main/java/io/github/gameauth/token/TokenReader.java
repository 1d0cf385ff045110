// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonOutline;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.pool.Pool;
import java.util.Set;

/**
 * Reads tokens strictly and within limits, one pass over each; what it learns from one makes the
 * next one cheaper, and changes no verdict.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-7.2">RFC 7519 §7.2</a>
 */
public final class TokenReader {
  private final TokenLimits limits;
  private final Set<Algorithm> allowed;
  private final Padding padding;
  private final HeaderMemory headers = new HeaderMemory();
  private final Pool<JsonOutline> outlines = new Pool<>();

  /**
   * A reader.
   *
   * @param limits how much of a token is looked at
   * @param allowed the algorithms that any issuer in question may use
   */
  public TokenReader(TokenLimits limits, Set<Algorithm> allowed) {
    this(limits, allowed, Padding.REFUSED);
  }

  private TokenReader(TokenLimits limits, Set<Algorithm> allowed, Padding padding) {
    this.limits = limits;
    this.allowed = Set.copyOf(allowed);
    this.padding = padding;
  }

  /**
   * A reader that takes padded segments as well, which RFC 7515 §2 forbids: for issuers that send
   * them all the same. Each segment is padded exactly, and if one is, all are that need it.
   */
  public static TokenReader allowingPaddedSegments(TokenLimits limits, Set<Algorithm> allowed) {
    return new TokenReader(limits, allowed, Padding.ALLOWED);
  }

  /**
   * Reads a token in compact form.
   *
   * @param token the token as it arrived; nothing is trimmed or stripped
   * @throws TokenRejectedException if it is not a strict token within the limits
   */
  public UnverifiedToken read(TokenBytes token) throws TokenRejectedException {
    CompactJws jws = CompactJws.parse(token, limits, allowed, headers, padding);
    JsonObject members = payload(jws);
    return new UnverifiedToken(jws, members, RegisteredClaims.of(members), headers);
  }

  private JsonObject payload(CompactJws jws) throws TokenRejectedException {
    byte[] payload = jws.payload();
    JsonOutline outline = outlines.take();
    if (outline == null) {
      outline = new JsonOutline(JsonLimits.TOKEN);
    }
    try {
      return outline.read(payload);
    } catch (JsonRejectedException e) {
      throw (e.isLimit() ? Malformed.PAYLOAD_SIZE : Malformed.PAYLOAD_JSON).exception();
    } finally {
      outlines.give(outline);
    }
  }
}
