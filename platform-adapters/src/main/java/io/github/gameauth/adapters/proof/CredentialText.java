// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Looks at what a player sent before anybody is asked about it: what cannot be a credential is
 * {@code INVALID} here, costs the platform nothing, and cannot upset a header or a URL.
 */
public final class CredentialText {
  private CredentialText() {}

  /**
   * A credential of printable ASCII without spaces, such as an access token or a code.
   *
   * @param most how many characters at most
   */
  public static String printable(Secret credential, int most) throws NotProvedException {
    if (credential.length() > most) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return printable(credential.reveal(), most);
  }

  /** A public part of a credential, of printable ASCII without spaces. */
  public static String printable(String part, int most) throws NotProvedException {
    if (!Require.isPrintable(part, most)) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return part;
  }

  /**
   * The bytes that hex digits of either case stand for.
   *
   * @param most how many bytes at most; one is the least
   */
  public static byte[] hex(Secret credential, int most) throws NotProvedException {
    if (credential.length() > 2 * most || credential.length() % 2 != 0) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    try {
      return HexFormat.of().parseHex(credential.reveal());
    } catch (IllegalArgumentException e) {
      // The cause would quote the credential.
      throw NotProvedException.rejected(Reason.INVALID);
    }
  }

  /**
   * The bytes that base64 stands for, with or without padding.
   *
   * @param most how many bytes at most; one is the least
   */
  public static byte[] base64(Secret credential, int most) throws NotProvedException {
    if (credential.length() > (most + 2) / 3 * 4) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(credential.reveal());
      if (bytes.length == 0 || bytes.length > most) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
  }

  /**
   * The bytes that a part of a credential stands for in base64url, in the one spelling that JOSE
   * allows: no padding, no unused bit set (RFC 7515 §2).
   *
   * @param most how many bytes at most; one is the least
   */
  public static byte[] base64Url(String part, int most) throws NotProvedException {
    if (part.length() > (most * 4L + 2) / 3) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (bytes.length > 0
          && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // The cause would quote the credential.
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  /**
   * A JSON list that stands in a credential, read as strictly as a platform's answer.
   *
   * @param elements how many it must have
   * @return its elements under the names {@code 0}, {@code 1} and so on; if one is not what it
   *     should be, {@link ApiJson} blames a platform, but here it is the credential's fault
   */
  public static ApiJson jsonList(byte[] text, int elements) throws NotProvedException {
    JsonNode list =
        StrictAnswers.read(text)
            .filter(node -> node.isArray() && node.size() == elements)
            .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < elements; i++) {
      named.set(Integer.toString(i), list.get(i));
    }
    return new ApiJson(named);
  }
}
