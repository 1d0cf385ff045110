// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.regex.Pattern;

/**
 * The two parts of the header: whom of the token's users the client means, and the token.
 *
 * @param userHash a number that one user of the token has, or {@value #ONLY_USER}
 * @param token the token, encrypted
 */
record XboxAuthorization(String userHash, String token) {
  /** All users of the token, which says who is meant if there is but one. */
  static final String ONLY_USER = "*";

  /** What Xbox says of the largest token, all its users included. */
  static final int LONGEST_TOKEN = 64 * 1024;

  private static final String SCHEME = "XBL3.0 x=";
  private static final int LONGEST_HASH = 20;

  /** {@code -} stands for no user, and so is none. */
  private static final Pattern HASH = Pattern.compile("[0-9]{1," + LONGEST_HASH + "}|\\*");

  /** Takes a header apart. */
  static XboxAuthorization of(Secret header) throws NotProvedException {
    if (header.length() > SCHEME.length() + LONGEST_HASH + 1 + LONGEST_TOKEN) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    String text = header.reveal();
    int end = text.indexOf(';');
    if (end < 0 || !text.startsWith(SCHEME)) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    String hash = text.substring(SCHEME.length(), end);
    if (!HASH.matcher(hash).matches()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return new XboxAuthorization(
        hash, CredentialText.printable(text.substring(end + 1), LONGEST_TOKEN));
  }

  /** {@code XboxAuthorization(…)}. */
  @Override
  public String toString() {
    return "XboxAuthorization(…)";
  }
}
