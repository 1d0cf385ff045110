// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import java.util.Optional;

/** Names that platforms call players by: for eyes only, and so without what would fool eyes. */
public final class PlayerName {
  /** The longest name that is shown; longer ones are not. */
  private static final int LONGEST = 128;

  private PlayerName() {}

  /**
   * A name to show: without controls, lone surrogates and invisible marks of format, not blank, of
   * up to 128 characters; or nothing.
   */
  public static Optional<String> of(String text) {
    return isFit(text) ? Optional.of(text) : Optional.empty();
  }

  private static boolean isFit(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.codePoints()
            .noneMatch(
                c ->
                    switch (Character.getType(c)) {
                      case Character.CONTROL, Character.SURROGATE, Character.FORMAT -> true;
                      default -> false;
                    });
  }
}
