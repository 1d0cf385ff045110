// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.Optional;

/**
 * What stands in a signed token's header beside {@code alg}, {@code kid} and {@code typ}, which the
 * verifier reads itself. Nothing was verified yet: it may be held against the token, and choose
 * among what settings name. It is never followed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.10">RFC 8725 §3.10</a>
 */
public final class TokenHeader {
  /** 4096 bytes, in base64url. A longer header would be refused later. */
  private static final int LONGEST = 5462;

  private TokenHeader() {}

  /**
   * A member that is a text of up to 2048 printable characters without spaces; empty if it is
   * absent or something else.
   *
   * @throws NotProvedException INVALID if the token has no header
   */
  public static Optional<String> text(Secret token, String name) throws NotProvedException {
    if (token.length() > 64 * 1024) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    String compact = token.reveal();
    int end = compact.indexOf('.');
    if (end < 1 || end > LONGEST) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    JsonNode member = header(compact.substring(0, end)).path(name);
    return member.isTextual() && Require.isPrintable(member.textValue(), 2048)
        ? Optional.of(member.textValue())
        : Optional.empty();
  }

  private static JsonNode header(String encoded) throws NotProvedException {
    try {
      return StrictAnswers.read(Base64.getUrlDecoder().decode(encoded))
          .filter(JsonNode::isObject)
          .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    } catch (IllegalArgumentException e) {
      // The decoder's message quotes the token.
      throw NotProvedException.rejected(Reason.INVALID);
    }
  }
}
